# samsyn_find_sources(NAME zlib TITLE zlib HEADER zlib.h VARIABLE ZLIB_SOURCE_DIR REPOSITORY URL COMMIT HASH) sets
# VARIABLE in the caller to a folder that holds HEADER:
#   1. the one that VARIABLE names already (-DZLIB_SOURCE_DIR=...), if any
#   2. build/deps/NAME, where ./samsyn setup puts Debian's copy
#   3. a fetch of that upstream commit
function(samsyn_find_sources)
  cmake_parse_arguments(ARG "" "NAME;TITLE;HEADER;VARIABLE;REPOSITORY;COMMIT" "" ${ARGN})
  set(folder "${CMAKE_SOURCE_DIR}/build/deps/${ARG_NAME}")
  if(${ARG_VARIABLE})
    set(folder "${${ARG_VARIABLE}}")
  elseif(NOT EXISTS "${folder}/${ARG_HEADER}")
    message(STATUS "${ARG_TITLE}: fetching the sources from upstream")
    include(FetchContent)
    # Only the sources: a SOURCE_SUBDIR that is not there keeps upstream's own CMakeLists.txt out.
    FetchContent_Declare(${ARG_NAME} GIT_REPOSITORY "${ARG_REPOSITORY}" GIT_TAG "${ARG_COMMIT}" SOURCE_SUBDIR none)
    FetchContent_MakeAvailable(${ARG_NAME})
    set(folder "${${ARG_NAME}_SOURCE_DIR}")
  endif()
  if(NOT EXISTS "${folder}/${ARG_HEADER}")
    message(FATAL_ERROR "${folder} holds no ${ARG_HEADER}. Leave ${ARG_VARIABLE} empty to have the sources found.")
  endif()
  set(${ARG_VARIABLE} "${folder}" PARENT_SCOPE)
endfunction()
