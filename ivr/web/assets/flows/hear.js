// A prompt in the line's own voice.
import { send } from "./api.js";
import { button, h } from "./dom.js";

let context = null;
let playing = null;

// A button and the place where the words stand as they were said.
export function hearing(token, prompt) {
  const told = h("p", { class: "soft heard", role: "status" });
  const hear = button("Hear", async () => {
    hear.disabled = true;
    try {
      told.textContent = await play(token, prompt());
    } catch (refused) {
      told.textContent = refused.message;
    }
    hear.disabled = false;
  });
  return [hear, told];
}

async function play(token, { text, audio }) {
  context ??= new AudioContext();
  const response = await send("/flows/api/hear", token, { text, audio: audio ?? "" });
  const words = decodeURIComponent(response.headers.get("X-Spoken-Words"));
  const seconds = response.headers.get("X-Spoken-Seconds");
  const sound = await context.decodeAudioData(await response.arrayBuffer());
  await context.resume();
  playing?.stop();
  playing = new AudioBufferSourceNode(context, { buffer: sound });
  playing.connect(context.destination);
  playing.start();
  return `${seconds} s: ${words}`;
}
