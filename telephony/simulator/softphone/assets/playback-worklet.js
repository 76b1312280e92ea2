// The line: mu-law at 8 kHz in, samples out. A small store evens out a jittery connection.

import { decode } from "./mulaw.js";
import { Resampler } from "./resampler.js";

const START_MS = 60;
const MOST_MS = 400;

class Playback extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(8000, sampleRate);
    this.store = [];
    this.waiting = 0;
    this.playing = false;
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take(mulaw) {
    const samples = Float32Array.from(this.resampler.take(Float32Array.from(mulaw, decode)));
    this.store.push(samples);
    this.waiting += samples.length;
    while (this.waiting > (MOST_MS * sampleRate) / 1000) {
      this.waiting -= this.store.shift().length;
    }
    if (this.waiting >= (START_MS * sampleRate) / 1000) {
      this.playing = true;
    }
  }

  process(inputs, [[output]]) {
    let filled = 0;
    while (this.playing && filled < output.length) {
      const first = this.store.shift();
      if (!first) {
        this.playing = false;
        break;
      }
      const part = first.subarray(0, output.length - filled);
      output.set(part, filled);
      filled += part.length;
      this.waiting -= part.length;
      if (part.length < first.length) {
        this.store.unshift(first.subarray(part.length));
      }
    }
    return true;
  }
}

registerProcessor("playback", Playback);
