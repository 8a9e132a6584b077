// A writer's number as a library would draw it, as long and as scattered, but the same in every run.
export const writerNumber = (index, bits) => BigInt.asUintN(bits, BigInt(index + 1) * 0x9E3779B97F4A7C15n);
