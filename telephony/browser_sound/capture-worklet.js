// The microphone: samples in, 20 ms of mu-law at 8 kHz out.

import { encode } from "./mulaw.js";
import { Resampler } from "./resampler.js";

const FRAME = 160;

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(sampleRate, 8000);
    this.frame = new Uint8Array(FRAME);
    this.filled = 0;
    this.peak = 0;
  }

  process([input]) {
    const channel = input[0];
    if (channel) {
      for (const sample of this.resampler.take(channel)) {
        this.add(sample);
      }
    }
    return true;
  }

  add(sample) {
    this.peak = Math.max(this.peak, Math.abs(sample));
    this.frame[this.filled] = encode(sample);
    this.filled += 1;
    if (this.filled === FRAME) {
      const mulaw = this.frame;
      this.port.postMessage({ mulaw, peak: this.peak }, [mulaw.buffer]);
      this.frame = new Uint8Array(FRAME);
      this.filled = 0;
      this.peak = 0;
    }
  }
}

registerProcessor("capture", Capture);
