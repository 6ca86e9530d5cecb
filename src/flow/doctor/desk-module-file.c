/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-module-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <gmodule.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define HEAD_BYTES 4096 /* a PE header stands within it, unless somebody means mischief */

/* One row for a processor: its number in an ELF header (e_machine) and in a PE header (Machine), 0
 * where it has none. */
typedef struct {
  uint16_t elf;
  uint16_t pe;
  const char *name;
} Processor;

static const Processor processors[] = {
  { 3, 0x014c, "i386" },    { 62, 0x8664, "x86-64" },       { 40, 0x01c4, "arm" },
  { 183, 0xaa64, "arm64" }, { 258, 0x6264, "loongarch64" }, { 243, 0x5064, "riscv64" },
  { 8, 0, "mips" },         { 0x9916, 0, "sw64" },          { 21, 0, "ppc64" },
  { 22, 0, "s390x" },
};

const char *
desk_module_file_get_processor (void)
{
#if defined(__x86_64__)
  return "x86-64";
#elif defined(__i386__)
  return "i386";
#elif defined(__aarch64__)
  return "arm64";
#elif defined(__arm__)
  return "arm";
#elif defined(__loongarch64)
  return "loongarch64";
#elif defined(__riscv) && __riscv_xlen == 64
  return "riscv64";
#elif defined(__mips__)
  return "mips";
#elif defined(__sw_64__)
  return "sw64";
#elif defined(__powerpc64__)
  return "ppc64";
#elif defined(__s390x__)
  return "s390x";
#else
  return "unknown";
#endif
}

static const char *
name_of (uint16_t number, gboolean is_pe)
{
  for (size_t i = 0; i < G_N_ELEMENTS (processors); i++)
    if ((is_pe ? processors[i].pe : processors[i].elf) == number && number != 0)
      return processors[i].name;

  return "another processor";
}

static uint16_t
read_u16 (const uint8_t *bytes, gboolean is_big_endian)
{
  return is_big_endian ? (uint16_t) (bytes[0] << 8 | bytes[1])
                       : (uint16_t) (bytes[1] << 8 | bytes[0]);
}

static uint32_t
read_u32_little (const uint8_t *bytes)
{
  return (uint32_t) bytes[0] | (uint32_t) bytes[1] << 8 | (uint32_t) bytes[2] << 16
         | (uint32_t) bytes[3] << 24;
}

/* Which of the two kinds of library this system loads. */
static gboolean
loads_pe (void)
{
  return g_str_equal (G_MODULE_SUFFIX, "dll");
}

static DeskKeyState
state_of (gboolean is_kind, const char *processor)
{
  const char *own = desk_module_file_get_processor ();

  return is_kind && (g_str_equal (own, "unknown") || g_str_equal (own, processor))
             ? DESK_KEY_STATE_READY
             : DESK_KEY_STATE_MODULE_ARCHITECTURE;
}

/* System V ABI, "ELF Header": EI_CLASS at 4, EI_DATA at 5, e_machine at 18. */
static DeskKeyState
inspect_elf (const uint8_t *head, char **detail)
{
  const gboolean is_64 = head[4] == 2;
  const char *name = name_of (read_u16 (head + 18, head[5] == 2), FALSE);

  *detail = g_strdup_printf ("ELF, %d bit, %s", is_64 ? 64 : 32, name);
  return state_of (!loads_pe () && is_64 == (sizeof (void *) == 8), name);
}

/* PE Format, "MS-DOS Stub" and "COFF File Header". */
static DeskKeyState
inspect_pe (const uint8_t *head, size_t length, char **detail)
{
  const uint32_t offset = read_u32_little (head + 0x3c);
  const char *name;

  if (offset > length - 6 || memcmp (head + offset, "PE\0\0", 4) != 0)
    return DESK_KEY_STATE_MODULE_NOT_PKCS11;

  name = name_of (read_u16 (head + offset + 4, FALSE), TRUE);
  *detail = g_strdup_printf ("Windows, %s", name);
  return state_of (loads_pe (), name);
}

static DeskKeyState
inspect_head (const uint8_t *head, size_t length, char **detail)
{
  static const uint8_t mach_o[] = { 0xcf, 0xfa, 0xed, 0xfe };
  static const uint8_t mach_o_fat[] = { 0xca, 0xfe, 0xba, 0xbe };

  if (length >= 20 && memcmp (head, "\177ELF", 4) == 0)
    return inspect_elf (head, detail);
  if (length >= 0x40 && memcmp (head, "MZ", 2) == 0)
    return inspect_pe (head, length, detail);
  if (length >= 4 && (memcmp (head, mach_o, 4) == 0 || memcmp (head, mach_o_fat, 4) == 0)) {
    *detail = g_strdup ("macOS");
    return DESK_KEY_STATE_MODULE_ARCHITECTURE;
  }

  return DESK_KEY_STATE_MODULE_NOT_PKCS11;
}

DeskKeyState
desk_module_file_inspect (const char *path, char **detail)
{
  uint8_t head[HEAD_BYTES];
  size_t length;
  DeskKeyState state;
  FILE *file;

  *detail = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return DESK_KEY_STATE_MODULE_MISSING;
  if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
    *detail = g_strdup ("a directory");
    return DESK_KEY_STATE_MODULE_NOT_PKCS11;
  }

  file = g_fopen (path, "rb");
  if (file == NULL) {
    *detail = g_strdup (g_strerror (errno));
    return DESK_KEY_STATE_MODULE_FAILED;
  }

  length = fread (head, 1, sizeof head, file);
  fclose (file);
  state = inspect_head (head, length, detail);
  if (*detail == NULL)
    *detail = g_strdup ("no library");
  return state;
}
