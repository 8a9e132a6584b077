# samsyn_module(shared/crdt USES shared/base) makes the library samsyn_shared_crdt from every .cpp of that folder.
#
# Include directions are enforced here: a module's public include directory holds a link to its own folder and nothing
# else, so #include "server/room.h" compiles only in targets that say USES server.
# APART: its files have helpers of the same name, each for its own format, and are never compiled together.
# Files named *_web.cpp belong to the wasm build, *_native.cpp to the native one.

add_library(samsyn_warnings INTERFACE)
target_compile_options(samsyn_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
# g++ 12 sees uninitialised memory in correct uses of std::variant and std::optional; the asan preset sees the real ones.
# Clang counts -Wsign-conversion to -Wconversion, g++ does not.
target_compile_options(samsyn_warnings INTERFACE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized> $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)

function(samsyn_target_name folder result)
  string(REPLACE "/" "_" name "samsyn_${folder}")
  set(${result} ${name} PARENT_SCOPE)
endfunction()

function(samsyn_include_root folder result)
  set(root "${CMAKE_BINARY_DIR}/include/${folder}")
  get_filename_component(parent "${root}/${folder}" DIRECTORY)
  file(MAKE_DIRECTORY "${parent}")
  if(NOT EXISTS "${root}/${folder}")
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/${folder}" "${root}/${folder}" SYMBOLIC)
  endif()
  set(${result} "${root}" PARENT_SCOPE)
endfunction()

function(samsyn_module folder)
  cmake_parse_arguments(ARG "APART" "" "USES;LIBRARIES;EXCLUDE" ${ARGN})
  samsyn_target_name(${folder} target)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/${folder}/*.cpp")
  if(EMSCRIPTEN)
    list(FILTER sources EXCLUDE REGEX "_native\\.cpp$")
  else()
    list(FILTER sources EXCLUDE REGEX "_web\\.cpp$")
  endif()
  foreach(excluded IN LISTS ARG_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "/${excluded}$")
  endforeach()
  samsyn_include_root(${folder} root)
  if(sources)
    add_library(${target} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(${target} PRIVATE samsyn_warnings)
    if(NOT ARG_APART)
      set_target_properties(${target} PROPERTIES UNITY_BUILD ${SAMSYN_TOGETHER} UNITY_BUILD_BATCH_SIZE 10)
    endif()
  else()
    add_library(${target} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${target} ${scope} "${root}")
  foreach(used IN LISTS ARG_USES)
    samsyn_target_name(${used} used_target)
    target_link_libraries(${target} ${scope} ${used_target})
  endforeach()
  target_link_libraries(${target} ${scope} ${ARG_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY SAMSYN_MODULES ${target})  # for the tests, which may include everything
endfunction()
