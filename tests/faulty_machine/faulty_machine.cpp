// Loaded into a relay before everything else (LD_PRELOAD), so that its machine is slow or its clock is wrong, as the
// file that SAMSYN_FAULTS names says at each moment: two numbers of 64 bits, how many milliseconds a sync to disk takes
// longer, and how many seconds the wall clock is ahead.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

struct Faults {
  volatile std::int64_t sync_milliseconds;
  volatile std::int64_t clock_seconds;
};

const Faults* Current() {
  static const Faults* const kFaults = [] {
    const char* path = std::getenv("SAMSYN_FAULTS");
    const int file = path == nullptr ? -1 : open(path, O_RDONLY | O_CLOEXEC);
    void* mapped = file < 0 ? MAP_FAILED : mmap(nullptr, sizeof(Faults), PROT_READ, MAP_SHARED, file, 0);
    return mapped == MAP_FAILED ? nullptr : static_cast<const Faults*>(mapped);
  }();
  return kFaults;
}

void BeSlow() {
  const Faults* faults = Current();
  if (faults != nullptr) usleep(static_cast<useconds_t>(faults->sync_milliseconds) * 1000);
}

template <typename Function>
Function Real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" int fsync(int file) {
  static const auto kReal = Real<int (*)(int)>("fsync");
  BeSlow();
  return kReal(file);
}

extern "C" int fdatasync(int file) {
  static const auto kReal = Real<int (*)(int)>("fdatasync");
  BeSlow();
  return kReal(file);
}

extern "C" int clock_gettime(clockid_t clock, timespec* time) noexcept {
  static const auto kReal = Real<int (*)(clockid_t, timespec*)>("clock_gettime");
  const int answer = kReal(clock, time);
  const Faults* faults = Current();
  if (clock == CLOCK_REALTIME && faults != nullptr) time->tv_sec += faults->clock_seconds;
  return answer;
}
