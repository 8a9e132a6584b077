// Measures one thing of our text engine on one trace: samsyn-text-bench local|document|… TRACE [REPEATS]
//
// Prints one line of JSON for each repetition. README.md beside this file tells how to make trace files.
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "tests/bench/text/measurements.h"

namespace {

using namespace samsyn::bench;

const std::map<std::string_view, samsyn::Result<Numbers> (*)(const Trace&)> kMeasurements = {
    {"floor", MeasureFloor},       {"local", MeasureLocal},   {"document", MeasureDocument},
    {"messages", MeasureMessages}, {"remote", MeasureRemote}, {"save", MeasureSave},
    {"load", MeasureLoad},         {"memory", MeasureMemory}, {"concurrent", MeasureConcurrent},
};

int Usage() {
  std::fputs("samsyn-text-bench MEASUREMENT TRACE [REPEATS]; MEASUREMENT is one of:", stderr);
  for (const auto& [name, measure] : kMeasurements)
    std::fprintf(stderr, " %.*s", static_cast<int>(name.size()), name.data());
  std::fputs("\n", stderr);
  return 2;
}

int Fail(const samsyn::Error& error) {
  std::fprintf(stderr, "%s\n", error.message.c_str());
  return error.code == samsyn::ErrorCode::kUnsupported ? 3 : 1;
}

void Print(const Numbers& numbers) {
  const char* separator = "{";
  for (const auto& [name, number] : numbers) {
    std::printf("%s\"%s\":%.6g", separator, name.c_str(), number);
    separator = ",";
  }
  std::puts("}");
}

}  // namespace

int main(int count, char** parameters) {
  if (count < 3 || count > 4) return Usage();
  const auto measurement = kMeasurements.find(parameters[1]);
  const int repeats = count == 4 ? std::atoi(parameters[3]) : 1;
  if (measurement == kMeasurements.end() || repeats < 1) return Usage();
  const samsyn::Result<Trace> trace = Trace::Read(parameters[2]);
  if (!trace) return Fail(trace.GetError());
  for (int i = 0; i < repeats; ++i) {
    const samsyn::Result<Numbers> numbers = measurement->second(trace.Value());
    if (!numbers) return Fail(numbers.GetError());
    Print(numbers.Value());
  }
  return 0;
}
