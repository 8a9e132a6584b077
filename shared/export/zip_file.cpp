#include "shared/export/zip_file.h"

#include <zip.h>
#include <zlib.h>

#include <algorithm>
#include <cstdio>

namespace samsyn {
namespace {

// Where minizip believes it writes a file.
struct Memory {
  std::string bytes;
  std::size_t position = 0;
};

Memory& Of(voidpf stream) { return *static_cast<Memory*>(stream); }

voidpf Open(voidpf opaque, const void* /*name*/, int /*mode*/) { return opaque; }

uLong Read(voidpf /*opaque*/, voidpf stream, void* buffer, uLong size) {
  Memory& memory = Of(stream);
  const std::size_t count = std::min<std::size_t>(size, memory.bytes.size() - memory.position);
  std::copy_n(memory.bytes.data() + memory.position, count, static_cast<char*>(buffer));
  memory.position += count;
  return static_cast<uLong>(count);
}

uLong Write(voidpf /*opaque*/, voidpf stream, const void* buffer, uLong size) {
  Memory& memory = Of(stream);
  memory.bytes.resize(std::max<std::size_t>(memory.bytes.size(), memory.position + size));
  std::copy_n(static_cast<const char*>(buffer), size, memory.bytes.data() + memory.position);
  memory.position += size;
  return size;
}

ZPOS64_T Tell(voidpf /*opaque*/, voidpf stream) { return Of(stream).position; }

long Seek(voidpf /*opaque*/, voidpf stream, ZPOS64_T offset, int origin) {
  Memory& memory = Of(stream);
  const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.position
                           : origin == ZLIB_FILEFUNC_SEEK_END ? memory.bytes.size()
                                                              : 0;
  if (from + offset > memory.bytes.size()) return -1;
  memory.position = from + static_cast<std::size_t>(offset);
  return 0;
}

int Close(voidpf /*opaque*/, voidpf /*stream*/) { return 0; }
int Failed(voidpf /*opaque*/, voidpf /*stream*/) { return 0; }

bool Add(zipFile zip, const std::string& name, const std::string& content) {
  zip_fileinfo info{};
  // The first moment a zip file can tell; a month is counted from 0.
  info.tmz_date.tm_year = 1980;
  info.tmz_date.tm_mday = 1;
  if (zipOpenNewFileInZip(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                          Z_DEFAULT_COMPRESSION) != ZIP_OK) {
    return false;
  }
  const int written = zipWriteInFileInZip(zip, content.data(), static_cast<unsigned>(content.size()));
  return zipCloseFileInZip(zip) == ZIP_OK && written == ZIP_OK;
}

}  // namespace

std::string ZipFile(const std::vector<std::pair<std::string, std::string>>& files) {
  Memory memory;
  zlib_filefunc64_def functions{};
  functions.zopen64_file = Open;
  functions.zread_file = Read;
  functions.zwrite_file = Write;
  functions.ztell64_file = Tell;
  functions.zseek64_file = Seek;
  functions.zclose_file = Close;
  functions.zerror_file = Failed;
  functions.opaque = &memory;
  const zipFile zip = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
  if (zip == nullptr) return {};
  bool right = true;
  for (const auto& [name, content] : files) right = right && Add(zip, name, content);
  right = zipClose(zip, nullptr) == ZIP_OK && right;
  return right ? std::move(memory.bytes) : std::string();
}

}  // namespace samsyn
