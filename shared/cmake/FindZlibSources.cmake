# samsyn_find_zlib() gives the target samsyn_zlib: the system's zlib or, for the browser, one made from its sources.
include(FindSources)

function(samsyn_find_zlib)
  if(NOT EMSCRIPTEN)
    find_package(ZLIB REQUIRED)
    add_library(samsyn_zlib INTERFACE)
    target_link_libraries(samsyn_zlib INTERFACE ZLIB::ZLIB)
    return()
  endif()
  samsyn_find_sources(NAME zlib TITLE zlib HEADER zlib.h VARIABLE ZLIB_SOURCE_DIR
      REPOSITORY https://github.com/madler/zlib.git COMMIT 51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf)  # v1.3.1
  set(sources adler32 crc32 deflate inffast inflate inftrees trees zutil)
  list(TRANSFORM sources REPLACE "(.+)" "${ZLIB_SOURCE_DIR}/\\1.c")
  add_library(samsyn_zlib STATIC ${sources})
  target_include_directories(samsyn_zlib SYSTEM PUBLIC "${ZLIB_SOURCE_DIR}")
  target_compile_definitions(samsyn_zlib PRIVATE NO_GZIP)
endfunction()
