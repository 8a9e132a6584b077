// No include guard: read by table.h.
// clang-format off

// --- The follow-up ---
