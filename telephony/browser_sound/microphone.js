// The microphone as frames of 20 ms of mu-law at 8 kHz.

// `reason` is `closed` (the browser gives none to this page), `denied` or `missing`.
export class NoMicrophone extends Error {
  constructor(reason) {
    super(`The microphone is ${reason}.`);
    this.reason = reason;
  }
}

// Calls back with each frame and its peak; gives the stream, which is stopped to close it.
export async function openMicrophone(context, onFrame) {
  if (!navigator.mediaDevices) throw new NoMicrophone("closed");
  let stream;
  try {
    const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
  } catch (failure) {
    throw new NoMicrophone(failure.name === "NotAllowedError" ? "denied" : "missing");
  }
  const capture = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  capture.port.onmessage = ({ data }) => onFrame(data);
  context.createMediaStreamSource(stream).connect(capture);
  return stream;
}

// Once a context, before its first microphone.
export function prepareMicrophone(context) {
  return context.audioWorklet.addModule(new URL("./capture-worklet.js", import.meta.url));
}

export function closeMicrophone(stream) {
  stream?.getTracks().forEach((track) => track.stop());
}
