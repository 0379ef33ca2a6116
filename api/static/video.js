// A video: chapters and words that lead to their place, speed, three keys, and word of its end.
export function followVideo(root) {
  const video = root.querySelector("video");
  const links = [...root.querySelectorAll("[data-seek]")];
  const lists = ["ol.watch-chapters", "ol.watch-cues"].map((name) => [...root.querySelectorAll(`${name} [data-seek]`)]);
  const seek = (seconds) => { video.currentTime = seconds; };

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      seek(Number(link.dataset.seek));
      video.play().catch(() => {});
    });
  }

  root.querySelector("[data-speed]").addEventListener("change", (event) => {
    video.playbackRate = Number(event.target.value);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.code === "KeyJ") seek(Math.max(0, video.currentTime - 10));
    else if (event.code === "KeyL") seek(Math.min(video.duration || 0, video.currentTime + 10));
    else if (event.code === "KeyK") video.paused ? video.play().catch(() => {}) : video.pause();
  });

  video.addEventListener("timeupdate", () => lists.forEach((list) => mark(list, video.currentTime)));
  video.addEventListener("ended", () => tell(root), { once: true });
}

function mark(list, now) {
  const current = list.findLast((link) => Number(link.dataset.seek) <= now + 0.05);
  for (const link of list) {
    if (link === current && link.getAttribute("aria-current") !== "true") {
      link.setAttribute("aria-current", "true");
      const box = link.closest("ol");
      if (box.scrollHeight > box.clientHeight) box.scrollTop = link.offsetTop - box.offsetTop - box.clientHeight / 3;
    } else if (link !== current) link.removeAttribute("aria-current");
  }
}

export function tell(root) {
  return fetch(root.dataset.done, { method: "POST", headers: { "x-csrf-token": root.dataset.csrf } });
}
