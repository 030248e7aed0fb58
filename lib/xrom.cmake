# SPDX-License-Identifier: MIT
# xrom_add_image(TARGET DIR folder [NAME symbol] [ALIGN rule...] [MPY] [OPTIONS option...]
#                [FLASH address size FAMILY family])
#
# Builds an image of a folder and links it into an executable or a library. `#include "symbol.romfs.h"` then declares
#
#     extern const uint8_t symbol[];          the image, as xrom_open() takes it
#     extern const uint32_t symbol_size;      bytes
#
#   TARGET   made by add_executable() or add_library() in the same directory
#   DIR      the folder, relative to the directory of the CMakeLists.txt
#   NAME     default: the name of the folder, with '_' for what a C name cannot have
#   ALIGN    the alignment of data in bytes: N for all files, 'GLOB=N' for some; what a file needs the image gets, too
#   MPY      compiles each .py with mpy-cross: `xrom build --mpy`, which says where that is looked for
#   OPTIONS  any others of `xrom build`, as --gzip '*.html' or --version-string 1.2
#
#   FLASH    does not link the image, which is to be at an address of the flash, with `size` bytes of room, as 0x10100000 1M.
#            `symbol` and `symbol_size` stand for these. TARGET and the image together are TARGET.xrom/symbol.uf2
#   FAMILY   with FLASH: the chip, as `xrom convert` calls it: rp2040, rp2350-arm-s
#
# The image is built again when a file of the folder is changed, added or removed. It is at TARGET.xrom/symbol.romfs in the
# directory of the build, and in the section .rodata.xrom.symbol of the program.
function(xrom_add_image target)
  cmake_parse_arguments(PARSE_ARGV 1 image MPY "DIR;NAME;FAMILY" "ALIGN;FLASH;OPTIONS")
  if(image_UNPARSED_ARGUMENTS OR NOT image_DIR)
    message(FATAL_ERROR "xrom_add_image(${target}): DIR folder is missing, or these are unknown: ${image_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET xrom::tool)
    message(FATAL_ERROR "xrom_add_image(${target}): there is no xrom::tool; install pkg-config, libdeflate and libcrypto with "
                        "their headers, or name the command with -DXROM_TOOL=PROGRAM")
  endif()
  cmake_path(ABSOLUTE_PATH image_DIR NORMALIZE)
  string(REGEX REPLACE "/$" "" image_DIR "${image_DIR}")
  if(NOT image_NAME)
    cmake_path(GET image_DIR FILENAME image_NAME)
    string(MAKE_C_IDENTIFIER "${image_NAME}" image_NAME)
  endif()

  # The address of an image is a multiple of all alignments in it, and of the 8 that an index has.
  set(align 8)
  foreach(rule IN LISTS image_ALIGN)
    string(REGEX REPLACE ".*=" "" bytes "${rule}")
    if(NOT bytes MATCHES "^[0-9]+$")
      message(FATAL_ERROR "xrom_add_image(${target}): ALIGN ${rule} is not N or GLOB=N, with N a number of bytes")
    endif()
    if(bytes GREATER align)
      set(align ${bytes})
    endif()
    list(APPEND image_OPTIONS --align "${rule}")
  endforeach()

  if(image_MPY)
    list(APPEND image_OPTIONS --mpy)
  endif()

  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}.xrom")
  set(file "${folder}/${image_NAME}.romfs")
  file(MAKE_DIRECTORY "${folder}")
  if(image_FLASH)
    xrom_flash_image()
  else()
    file(CONFIGURE OUTPUT "${file}.c" CONTENT "#include <xrom/incbin.h>\nXROM_INCBIN(@image_NAME@, \"@file@\", @align@);\n" @ONLY)
    file(CONFIGURE OUTPUT "${file}.h" CONTENT "#include <xrom/incbin.h>\nXROM_INCBIN_EXTERN(@image_NAME@);\n" @ONLY)
    set_source_files_properties("${file}.c" PROPERTIES OBJECT_DEPENDS "${file}")
    target_sources(${target} PRIVATE "${file}.c" "${file}")
  endif()
  if(CMAKE_GENERATOR MATCHES Makefiles)
    # Here CMake never forgets a file that once was in a depfile. So the image is built each time, and counts if it is another.
    add_custom_target(
      ${target}_${image_NAME}_image
      COMMAND xrom::tool build "${image_DIR}" -o "${file}.new" ${image_OPTIONS}
      COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${file}.new" "${file}"
      BYPRODUCTS "${file}" "${file}.new"
      VERBATIM)
    add_dependencies(${target} ${target}_${image_NAME}_image)
  else()
    add_custom_command(
      OUTPUT "${file}"
      COMMAND xrom::tool build "${image_DIR}" -o "${file}" --depfile "${file}.d" ${image_OPTIONS}
      DEPENDS "$<TARGET_FILE:xrom::tool>"
      DEPFILE "${file}.d"
      COMMENT "Building ${image_NAME}.romfs"
      VERBATIM)
  endif()
  target_include_directories(${target} PRIVATE "${folder}" "$<TARGET_PROPERTY:xrom::reader,INTERFACE_INCLUDE_DIRECTORIES>")
endfunction()

# The part of xrom_add_image() for an image that is not linked: its header, and the file with both.
macro(xrom_flash_image)
  if(NOT image_FAMILY OR NOT "${image_FLASH}" MATCHES "^(0x[0-9A-Fa-f]+);(0x[0-9A-Fa-f]+|[0-9]+)([KM]?)$")
    message(FATAL_ERROR "xrom_add_image(${target}): FLASH is to be followed by 0xADDRESS SIZE FAMILY name, with a size as 4096, "
                        "64K or 1M")
  endif()
  set(address "${CMAKE_MATCH_1}")
  set(unit_ 1)
  set(unit_K 1024)
  set(unit_M 1048576)
  math(EXPR room "${CMAKE_MATCH_2} * ${unit_${CMAKE_MATCH_3}}")
  list(APPEND image_OPTIONS --max-size ${room})
  file(
    CONFIGURE
    OUTPUT "${file}.h"
    CONTENT "#include <stdint.h>\n#define @image_NAME@ ((const uint8_t *)(uintptr_t)@address@)\n#define @image_NAME@_size \
UINT32_C(@room@)\n"
    @ONLY)
  set(both "${folder}/${image_NAME}.uf2")
  add_custom_command(
    OUTPUT "${both}"
    COMMAND "${CMAKE_OBJCOPY}" -O ihex "$<TARGET_FILE:${target}>" "${both}.hex"
    COMMAND xrom::tool convert "${file}" --uf2 --base ${address} --family ${image_FAMILY} --merge "${both}.hex" -o "${both}"
    DEPENDS ${target} "${file}"
    COMMENT "Building ${image_NAME}.uf2"
    VERBATIM)
  add_custom_target(${target}_${image_NAME} ALL DEPENDS "${both}")
endmacro()
