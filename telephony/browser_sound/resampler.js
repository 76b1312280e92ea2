// From one sample rate to another by a windowed sinc filter, block by block.

const LOBES = 8;

export class Resampler {
  constructor(from, to) {
    this.step = from / to;
    this.cutoff = Math.min(1, to / from) * 0.94;
    this.reach = Math.ceil(LOBES / this.cutoff);
    this.kept = new Float32Array(2 * this.reach);
    this.position = this.reach;
  }

  // Samples at the new rate for a block at the old one; the filter looks `reach` samples ahead.
  take(block) {
    const input = new Float32Array(this.kept.length + block.length);
    input.set(this.kept);
    input.set(block, this.kept.length);
    const output = [];
    while (this.position + this.reach < input.length) {
      output.push(this.at(input, this.position));
      this.position += this.step;
    }
    const done = Math.max(0, Math.floor(this.position) - this.reach);
    this.kept = input.slice(done);
    this.position -= done;
    return output;
  }

  at(input, position) {
    const first = Math.ceil(position - this.reach);
    const last = Math.floor(position + this.reach);
    let sum = 0;
    for (let index = Math.max(0, first); index <= last && index < input.length; index += 1) {
      const away = position - index;
      const x = Math.PI * away * this.cutoff;
      const sinc = away === 0 ? 1 : Math.sin(x) / x;
      const window = 0.5 + 0.5 * Math.cos((Math.PI * away) / (this.reach + 1));
      sum += input[index] * sinc * window;
    }
    return sum * this.cutoff;
  }
}
