# SPDX-License-Identifier: MIT
# xrom::tool of a project that is cross-compiled: the command, in a build of its own with the compiler of this machine. It is
# looked at in each build, so that it is never older than its sources, and only made where an image needs it.
include(ExternalProject)

set(folder "${PROJECT_BINARY_DIR}/host")
set(program "${folder}/xrom")
if(CMAKE_HOST_WIN32)
  string(APPEND program .exe)
endif()
# What is in the environment is meant for the other machine.
set(without -E env --unset=CC --unset=CFLAGS --unset=CPPFLAGS --unset=LDFLAGS --unset=CMAKE_TOOLCHAIN_FILE
            --unset=PKG_CONFIG_LIBDIR --unset=PKG_CONFIG_SYSROOT_DIR)
ExternalProject_Add(
  xrom_host_tool
  PREFIX "${folder}/project"
  SOURCE_DIR "${PROJECT_SOURCE_DIR}"
  BINARY_DIR "${folder}"
  CONFIGURE_COMMAND
    "${CMAKE_COMMAND}" ${without} "${CMAKE_COMMAND}" -S "${PROJECT_SOURCE_DIR}" -B "${folder}" -G "${CMAKE_GENERATOR}"
    "-DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}" -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE=-O2 "-DCMAKE_RUNTIME_OUTPUT_DIRECTORY=${folder}"
  BUILD_COMMAND "${CMAKE_COMMAND}" ${without} "${CMAKE_COMMAND}" --build "${folder}" --target xrom_tool
  BUILD_ALWAYS TRUE
  BUILD_BYPRODUCTS "${program}"
  INSTALL_COMMAND ""
  EXCLUDE_FROM_ALL TRUE)

add_executable(xrom::tool IMPORTED GLOBAL)
set_target_properties(xrom::tool PROPERTIES IMPORTED_LOCATION "${program}")
add_dependencies(xrom::tool xrom_host_tool)
