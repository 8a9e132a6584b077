// samsyn-demo: writes the demo meeting as a bundle for the relay, and its links for people.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>

#include "client/demo/demo_meeting.h"
#include "shared/base/system_random.h"

namespace {

bool WriteFile(const std::string& path, std::string_view content) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  file.close();
  if (file.good()) return true;
  std::cerr << "samsyn-demo: cannot write " << path << "\n";
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Writes Samsyn's demo meeting: a bundle for the relay and one link per participant.");
  std::string bundle_path;
  std::string links_path;
  program.add_option("--bundle", bundle_path, "the file for the relay's --import")->required();
  program.add_option("--links", links_path, "the file for the links: role, name and fragment, a line each")->required();
  CLI11_PARSE(program, argc, argv);

  umask(077);  // the links are secret
  samsyn::SystemRandom random;
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
  const samsyn::DemoMeeting demo = samsyn::MakeDemoMeeting(random, now.count());
  std::string lines;
  for (const samsyn::DemoLink& link : demo.links) {
    lines +=
        std::string(samsyn::NameOf(link.role)) + '\t' + link.name + '\t' + samsyn::FragmentOf(link.invitation) + '\n';
  }
  const samsyn::Bytes bundle = samsyn::EncodeBundle(demo.bundle);
  return WriteFile(bundle_path, samsyn::AsText(bundle)) && WriteFile(links_path, lines) ? 0 : 1;
}
