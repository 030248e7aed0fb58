# SPDX-License-Identifier: MIT
# What find_package(xrom) reads.
include(CMakeFindDependencyMacro)
find_dependency(PkgConfig)
pkg_check_modules(xrom_needs QUIET IMPORTED_TARGET libdeflate libcrypto)
include("${CMAKE_CURRENT_LIST_DIR}/xrom-targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/xrom.cmake")
