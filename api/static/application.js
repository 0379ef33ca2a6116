// An application's frame and what it may say: messages of four shapes, from this frame and no other.
import { tell } from "./video.js";

const SHAPES = {
  ready: () => true,
  done: () => true,
  progress: ({ share }) => typeof share === "number" && share >= 0 && share <= 1,
  resize: ({ height }) => Number.isInteger(height) && height >= 100 && height <= 4000,
};

export function followApplication(root) {
  const frame = root.querySelector("iframe");
  const bar = root.querySelector("[data-progress]");
  const state = root.querySelector("[data-state]");
  let done = false;

  const answers = {
    ready() {
      const theme = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      // The frame's origin is nobody's, so it can't be named; nothing secret is said.
      frame.contentWindow.postMessage({ tetrad: 1, type: "hello", language: document.documentElement.lang, theme }, "*");
    },
    progress({ share }) {
      bar.hidden = false;
      bar.value = share;
    },
    resize({ height }) {
      frame.style.height = `${height}px`;
    },
    done() {
      if (done) return;
      done = true;
      bar.value = 1;
      state.textContent = state.dataset.doneWords;
      tell(root);
    },
  };

  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== "null") return;
    const said = read(event.data);
    if (said) answers[said.type](said);
  });
  // What the frame said before this script was there is lost: it is asked to say it again.
  answers.ready();

  root.querySelector("[data-full]").addEventListener("click", () => frame.requestFullscreen());
}

function read(given) {
  if (typeof given !== "object" || given === null || given.tetrad !== 1) return null;
  return Object.hasOwn(SHAPES, given.type) && SHAPES[given.type](given) ? given : null;
}
