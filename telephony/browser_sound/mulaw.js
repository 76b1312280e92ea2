// Mu-law (ITU-T G.711) to and from samples between -1 and 1.

const BIAS = 132;
const LOUDEST = 32635;

export function encode(sample) {
  const value = Math.max(-LOUDEST, Math.min(LOUDEST, Math.round(sample * 32767)));
  const magnitude = Math.abs(value) + BIAS;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~((value < 0 ? 0x80 : 0) | (exponent << 4) | mantissa) & 0xff;
}

const DECODED = Float32Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return (bits & 0x80 ? -magnitude : magnitude) / 32768;
});

export function decode(byte) {
  return DECODED[byte];
}
