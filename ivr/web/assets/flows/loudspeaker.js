// What the line says, as it comes: mu-law at 8 kHz, with marks that go back once it was heard.
import { decode } from "../sound/mulaw.js";

const RATE = 8000;
const LEAD_S = 0.05;

export class Loudspeaker {
  constructor(context, onMark) {
    this.context = context;
    this.onMark = onMark;
    this.until = 0;
    this.pending = [];
  }

  play(mulaw) {
    const buffer = this.context.createBuffer(1, mulaw.length, RATE);
    buffer.copyToChannel(Float32Array.from(mulaw, decode), 0);
    const source = new AudioBufferSourceNode(this.context, { buffer });
    const piece = { source, marks: [] };
    source.connect(this.context.destination);
    source.onended = () => {
      this.pending = this.pending.filter((each) => each !== piece);
      piece.marks.forEach(this.onMark);
    };
    this.until = Math.max(this.until, this.context.currentTime + LEAD_S);
    source.start(this.until);
    this.until += buffer.duration;
    this.pending.push(piece);
  }

  mark(name) {
    const last = this.pending.at(-1);
    last ? last.marks.push(name) : this.onMark(name);
  }

  clear() {
    const dropped = this.pending;
    this.pending = [];
    this.until = 0;
    for (const { source, marks } of dropped) {
      source.onended = null;
      source.stop();
      marks.forEach(this.onMark);
    }
  }
}
