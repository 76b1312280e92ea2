// One voice in one conversation: the microphone to the line, and what the line says back.
import { closeMicrophone, openMicrophone, prepareMicrophone } from "../sound/microphone.js";
import { Loudspeaker } from "./loudspeaker.js";

const LOST = "The line can't be reached just now. Type what the caller says, or talk again.";
const WITHOUT = {
  closed: "The browser keeps the microphone closed on this page, as it was not opened over HTTPS. Open it over HTTPS, or type what the caller says.",
  denied: "The browser was not allowed to use the microphone. Allow it beside the page's address, then talk again; typing works without.",
  missing: "No microphone was found. Plug one in and talk again; typing works without.",
};
const bytes = (text) => Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
const text = (mulaw) => btoa(String.fromCharCode(...mulaw));

export class Talk extends EventTarget {
  // Opens the microphone and the line; a refusal is an error whose message is a sentence. Emits
  // `ready`, `hearing`, `turn`, `refused` as the line sends them, and `over` once, with `why`.
  static async begin(path, start) {
    const talk = new Talk();
    talk.context = new AudioContext();
    try {
      await talk.context.resume();
      await prepareMicrophone(talk.context);
      talk.microphone = await openMicrophone(talk.context, ({ mulaw }) => talk.hear(mulaw));
    } catch (failure) {
      talk.context.close();
      throw new Error(WITHOUT[failure.reason] ?? WITHOUT.closed);
    }
    talk.connect(path, start);
    return talk;
  }

  connect(path, start) {
    this.frames = 0;
    this.isReady = false;
    this.loudspeaker = new Loudspeaker(this.context, (name) => this.tell({ event: "mark", mark: { name } }));
    this.socket = new WebSocket(Object.assign(new URL(path, location.href), { protocol: location.protocol.replace("http", "ws") }));
    this.socket.onopen = () => this.tell({ event: "start", ...start });
    this.socket.onmessage = ({ data }) => this.take(JSON.parse(data));
    this.socket.onclose = () => this.end(LOST);
  }

  take(message) {
    if (message.event === "media") this.loudspeaker.play(bytes(message.media.payload));
    else if (message.event === "mark") this.loudspeaker.mark(message.mark.name);
    else if (message.event === "clear") this.loudspeaker.clear();
    else if (message.event === "over") this.end(message.why);
    else {
      if (message.event === "ready") this.isReady = true;
      this.dispatchEvent(new CustomEvent(message.event, { detail: message }));
    }
  }

  hear(mulaw) {
    if (!this.isReady) return;
    this.frames += 1;
    this.tell({
      event: "media",
      sequenceNumber: this.frames,
      media: { chunk: this.frames, timestamp: this.frames * 20, payload: text(mulaw) },
    });
  }

  enter(by, text) {
    this.tell({ event: "enter", by, text });
  }

  tell(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  // Gives microphone and line back; tells why, where something went wrong.
  end(why = "") {
    if (this.isOver) return;
    this.isOver = true;
    closeMicrophone(this.microphone);
    this.loudspeaker.clear();
    this.socket.close();
    this.context.close();
    this.dispatchEvent(new CustomEvent("over", { detail: { why } }));
  }
}
