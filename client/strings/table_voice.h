// No include guard: read by table.h.
// clang-format off

// --- Min röst, and the options ---
