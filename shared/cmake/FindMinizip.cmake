# samsyn_find_minizip() gives the target samsyn_minizip, zlib's own writer of zip files, included as "zip.h": the
# system's or, for the browser, one made from zlib's sources. Comes after samsyn_find_zlib().
function(samsyn_find_minizip)
  if(NOT EMSCRIPTEN)
    find_package(PkgConfig REQUIRED)
    pkg_check_modules(minizip REQUIRED IMPORTED_TARGET minizip)
    add_library(samsyn_minizip INTERFACE)
    target_link_libraries(samsyn_minizip INTERFACE PkgConfig::minizip)
    return()
  endif()
  samsyn_find_sources(NAME zlib TITLE zlib HEADER zlib.h VARIABLE ZLIB_SOURCE_DIR
      REPOSITORY https://github.com/madler/zlib.git COMMIT 51b7f2abdade71cd9bb0e7a373ef2610ec6f9daf)  # v1.3.1
  set(folder "${ZLIB_SOURCE_DIR}/contrib/minizip")
  add_library(samsyn_minizip STATIC "${folder}/zip.c" "${folder}/ioapi.c")
  target_include_directories(samsyn_minizip SYSTEM PUBLIC "${folder}")
  target_compile_definitions(samsyn_minizip PRIVATE NOCRYPT)
  target_compile_options(samsyn_minizip PRIVATE -w -Os)
  target_link_libraries(samsyn_minizip PUBLIC samsyn_zlib)
endfunction()
