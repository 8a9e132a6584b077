// No include guard: read by table.h.
// clang-format off

// --- While people talk ---
