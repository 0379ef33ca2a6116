// Models in three dimensions: three is loaded on pages that have one, and not before it is wanted.
export function showModels(shown, words) {
  shown.querySelectorAll("[data-model]").forEach((holder) => offer(holder, holder.dataset.model, words));
  shown.querySelectorAll('article a[href$=".glb"]').forEach((link) => offer(link, link.href, words));
}

function offer(holder, address, words) {
  const box = document.createElement("div");
  box.className = "model";
  box.dataset.readerPart = "";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.model_open;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try { await draw(box, address, words); button.remove(); } catch {
      button.disabled = false;
      const note = box.querySelector("p") ?? box.appendChild(document.createElement("p"));
      note.textContent = words.model_broken;
    }
  });
  box.append(button);
  if (holder.matches("a")) holder.after(box); else holder.append(box);
}

async function draw(box, address, words) {
  const three = await import("./vendor/three-0.187.0/three.min.js");
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const bytes = await answer.arrayBuffer();
  const renderer = new three.WebGLRenderer({ antialias: true, alpha: true });
  const loader = new three.GLTFLoader();
  loader.register((parser) => textures(parser, three));
  const { scene: model } = await loader.parseAsync(bytes, "");
  const scene = new three.Scene();
  scene.add(model, new three.HemisphereLight(0xffffff, 0x667788, 2.5));
  const light = new three.DirectionalLight(0xffffff, 2);
  light.position.set(1, 2, 3);
  scene.add(light);
  const bounds = new three.Box3().setFromObject(model);
  const size = bounds.getSize(new three.Vector3()).length() || 1;
  const middle = bounds.getCenter(new three.Vector3());
  const camera = new three.PerspectiveCamera(40, 4 / 3, size / 100, size * 20);
  camera.position.copy(middle).add(new three.Vector3(size * 0.7, size * 0.5, size * 1.1));
  const controls = new three.OrbitControls(camera, renderer.domElement);
  controls.target.copy(middle);
  controls.listenToKeyEvents(renderer.domElement);
  const render = () => renderer.render(scene, camera);
  controls.addEventListener("change", render);
  const canvas = renderer.domElement;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words.model);
  canvas.addEventListener("keydown", (event) => turn(event, camera, controls, three));
  const fit = () => { renderer.setPixelRatio(Math.min(2, devicePixelRatio)); renderer.setSize(box.clientWidth, box.clientWidth * 0.75); controls.update(); render(); };
  box.replaceChildren(canvas);
  new ResizeObserver(fit).observe(box);
  fit();
}

// Textures inside the file are decoded from memory: the page's policy lets no blob addresses be loaded.
function textures(parser, three) {
  return {
    name: "textures_from_memory",
    async loadTexture(index) {
      const definition = parser.json.textures[index];
      const source = parser.json.images?.[definition.source];
      if (source?.bufferView === undefined) return null;
      const bytes = await parser.getDependency("bufferView", source.bufferView);
      const bitmap = await createImageBitmap(new Blob([bytes], { type: source.mimeType }), { colorSpaceConversion: "none" });
      const texture = new three.Texture(bitmap);
      texture.flipY = false;
      texture.needsUpdate = true;
      return texture;
    },
  };
}

function turn(event, camera, controls, three) {
  const [sideways, up] = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, 0.15], ArrowDown: [0, -0.15] }[event.key] ?? [0, 0];
  const nearer = { "+": 0.9, "=": 0.9, "-": 1.1 }[event.key] ?? 1;
  if (!sideways && !up && nearer === 1) return;
  event.preventDefault();
  event.stopPropagation();
  const from = camera.position.clone().sub(controls.target);
  const radius = from.length() * nearer;
  const around = Math.atan2(from.x, from.z) + sideways;
  const height = Math.max(-1.4, Math.min(1.4, Math.asin(from.y / from.length()) + up));
  const away = new three.Vector3(Math.sin(around) * Math.cos(height), Math.sin(height), Math.cos(around) * Math.cos(height));
  camera.position.copy(controls.target).addScaledVector(away, radius);
  controls.update();
}
