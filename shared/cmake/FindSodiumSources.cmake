# samsyn_find_sodium() gives the target samsyn_sodium: the system's libsodium or, for the browser, one made from its
# sources.
include(FindSources)

# Makes a folder of the headers, with the version.h that upstream's configure script would have made.
function(samsyn_sodium_headers source_folder folder)
  file(COPY "${source_folder}/src/libsodium/include/" DESTINATION "${folder}" FILES_MATCHING PATTERN "*.h")
  file(READ "${source_folder}/configure.ac" text)
  string(REGEX REPLACE ".*AC_INIT\\(\\[libsodium\\],\\[([0-9.]+)\\].*" "\\1" VERSION "${text}")
  foreach(part MAJOR MINOR)
    string(REGEX REPLACE ".*SODIUM_LIBRARY_VERSION_${part}=([0-9]+).*" "\\1" SODIUM_LIBRARY_VERSION_${part} "${text}")
  endforeach()
  set(SODIUM_LIBRARY_MINIMAL_DEF "")
  configure_file("${source_folder}/src/libsodium/include/sodium/version.h.in" "${folder}/sodium/version.h" @ONLY)
endfunction()

function(samsyn_find_sodium)
  if(NOT EMSCRIPTEN)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
    add_library(samsyn_sodium INTERFACE)
    target_link_libraries(samsyn_sodium INTERFACE PkgConfig::sodium)
    return()
  endif()
  samsyn_find_sources(NAME libsodium TITLE libsodium HEADER src/libsodium/include/sodium.h VARIABLE SODIUM_SOURCE_DIR
      REPOSITORY https://github.com/jedisct1/libsodium.git
      COMMIT 77e1ce5d6dee871c49ef211222ba18ef0c486bda)  # 1.0.22-RELEASE
  set(headers "${CMAKE_CURRENT_BINARY_DIR}/sodium")
  samsyn_sodium_headers("${SODIUM_SOURCE_DIR}" "${headers}")
  # All of it, since sodium_init() knows every part; the linker takes what is used.
  file(GLOB_RECURSE sources "${SODIUM_SOURCE_DIR}/src/libsodium/*.c")
  add_library(samsyn_sodium STATIC ${sources})
  target_include_directories(samsyn_sodium SYSTEM PUBLIC "${headers}" PRIVATE "${headers}/sodium")
  target_compile_definitions(samsyn_sodium PRIVATE CONFIGURED=1 NATIVE_LITTLE_ENDIAN=1)
  target_compile_options(samsyn_sodium PRIVATE -w -Os)  # smaller than -O2, and seals as fast
endfunction()
