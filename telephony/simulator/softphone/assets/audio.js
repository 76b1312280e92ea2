// Microphone and loudspeaker of the page.

import { closeMicrophone, openMicrophone, prepareMicrophone } from "./microphone.js";
import { decode } from "./mulaw.js";

const ASSETS = "/phone/assets/";
const WITHOUT = {
  closed: "This page was not opened from this machine, so the browser keeps the microphone closed.",
  denied: "The browser was not allowed to use the microphone.",
  missing: "No microphone was found.",
};

export class Audio {
  constructor() {
    this.context = null;
    this.muted = false;
    this.onFrame = () => {};
    this.onLevel = () => {};
  }

  // Start after a click, as browsers ask for; resolves to why there is no microphone, or null.
  async start() {
    if (!this.context) {
      this.context = new AudioContext();
      await prepareMicrophone(this.context);
      await this.context.audioWorklet.addModule(`${ASSETS}playback-worklet.js`);
      this.playback = new AudioWorkletNode(this.context, "playback", { numberOfInputs: 0 });
      this.playback.connect(this.context.destination);
    }
    await this.context.resume();
    return this.microphone ? null : this.openMicrophone();
  }

  async openMicrophone() {
    try {
      this.microphone = await openMicrophone(this.context, (frame) => {
        this.onLevel("you", this.muted ? 0 : frame.peak);
        if (!this.muted) {
          this.onFrame(frame.mulaw);
        }
      });
    } catch (failure) {
      return WITHOUT[failure.reason] ?? WITHOUT.missing;
    }
    return null;
  }

  // Give the microphone back when a call is over.
  closeMicrophone() {
    closeMicrophone(this.microphone);
    this.microphone = null;
  }

  play(mulaw) {
    this.onLevel("line", mulaw.reduce((peak, byte) => Math.max(peak, Math.abs(decode(byte))), 0));
    this.playback?.port.postMessage(mulaw);
  }

  // The two tones of a key (Q.23), for the ear only: keys reach the line as keys.
  tone(frequencies) {
    if (!this.context) {
      return;
    }
    const gain = new GainNode(this.context, { gain: 0.06 });
    gain.connect(this.context.destination);
    const end = this.context.currentTime + 0.12;
    for (const frequency of frequencies) {
      const oscillator = new OscillatorNode(this.context, { frequency });
      oscillator.connect(gain);
      oscillator.start();
      oscillator.stop(end);
    }
  }
}
