// Microphone and loudspeaker of the page.

import { decode } from "./mulaw.js";

const ASSETS = "/phone/assets/";

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
      await this.context.audioWorklet.addModule(`${ASSETS}capture-worklet.js`);
      await this.context.audioWorklet.addModule(`${ASSETS}playback-worklet.js`);
      this.playback = new AudioWorkletNode(this.context, "playback", { numberOfInputs: 0 });
      this.playback.connect(this.context.destination);
    }
    await this.context.resume();
    return this.microphone ? null : this.openMicrophone();
  }

  async openMicrophone() {
    if (!navigator.mediaDevices) {
      return "This page was not opened from this machine, so the browser keeps the microphone closed.";
    }
    try {
      const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    } catch (failure) {
      return failure.name === "NotAllowedError"
        ? "The browser was not allowed to use the microphone."
        : "No microphone was found.";
    }
    const capture = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }) => {
      this.onLevel("you", this.muted ? 0 : data.peak);
      if (!this.muted) {
        this.onFrame(data.mulaw);
      }
    };
    this.context.createMediaStreamSource(this.microphone).connect(capture);
    return null;
  }

  // Give the microphone back when a call is over.
  closeMicrophone() {
    this.microphone?.getTracks().forEach((track) => track.stop());
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
