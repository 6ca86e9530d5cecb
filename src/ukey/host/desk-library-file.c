/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-ukey-host"

#include "desk-library-file.h"

#include "desk-key-error.h"

#include <gio/gio.h>
#include <stdint.h>
#include <string.h>

#define HEAD_LENGTH 4096

typedef enum {
  FORMAT_NONE,
  FORMAT_ELF,
  FORMAT_PE,
} Format;

/* What a library was built for. */
typedef struct {
  Format format;
  int bits;
  int big_endian;
  int machine; /* e_machine of ELF, Machine of PE */
} Target;

typedef struct {
  Format format;
  int machine;
  const char *name;
} MachineName;

static const MachineName machine_names[] = {
  { FORMAT_ELF, 3, "x86" },
  { FORMAT_ELF, 62, "x86_64" },
  { FORMAT_ELF, 40, "arm" },
  { FORMAT_ELF, 183, "aarch64" },
  { FORMAT_ELF, 8, "mips" },
  { FORMAT_ELF, 243, "riscv" },
  { FORMAT_ELF, 258, "loongarch" },
  { FORMAT_ELF, 0x9026, "alpha, sw_64" },
  { FORMAT_PE, 0x014c, "Windows x86" },
  { FORMAT_PE, 0x8664, "Windows x86_64" },
  { FORMAT_PE, 0xaa64, "Windows aarch64" },
};

#if defined(__ELF__)
#define OWN_FORMAT FORMAT_ELF
#else
#define OWN_FORMAT FORMAT_PE
#endif

#if defined(__x86_64__)
#define OWN_MACHINE (OWN_FORMAT == FORMAT_ELF ? 62 : 0x8664)
#elif defined(__i386__)
#define OWN_MACHINE (OWN_FORMAT == FORMAT_ELF ? 3 : 0x014c)
#elif defined(__aarch64__)
#define OWN_MACHINE (OWN_FORMAT == FORMAT_ELF ? 183 : 0xaa64)
#elif defined(__loongarch__)
#define OWN_MACHINE 258
#elif defined(__riscv)
#define OWN_MACHINE 243
#elif defined(__mips__)
#define OWN_MACHINE 8
#elif defined(__arm__)
#define OWN_MACHINE 40
#else
#error "name this processor's e_machine"
#endif

static const Target own = {
  OWN_FORMAT,
  8 * (int) sizeof (void *),
  G_BYTE_ORDER == G_BIG_ENDIAN,
  OWN_MACHINE,
};

static int
read_u16 (const uint8_t *bytes, gboolean big_endian)
{
  return big_endian ? bytes[0] << 8 | bytes[1] : bytes[1] << 8 | bytes[0];
}

/* System V ABI, ELF header: class, data, ..., type at 16, machine at 18. */
static gboolean
read_elf (const uint8_t *head, size_t length, Target *target)
{
  if (length < 20 || memcmp (head, "\177ELF", 4) != 0)
    return FALSE;

  target->format = FORMAT_ELF;
  target->bits = head[4] == 2 ? 64 : 32;
  target->big_endian = head[5] == 2;
  target->machine = read_u16 (head + 18, target->big_endian);
  return TRUE;
}

/* PE: the DOS header says at 0x3c where "PE\0\0" is; the machine follows. */
static gboolean
read_pe (const uint8_t *head, size_t length, Target *target)
{
  size_t offset;

  if (length < 0x40 || memcmp (head, "MZ", 2) != 0)
    return FALSE;

  offset = (size_t) read_u16 (head + 0x3c, FALSE);
  if (offset + 6 > length || memcmp (head + offset, "PE\0\0", 4) != 0)
    return FALSE;

  target->format = FORMAT_PE;
  target->machine = read_u16 (head + offset + 4, FALSE);
  target->bits = target->machine == 0x014c ? 32 : 64;
  target->big_endian = FALSE;
  return TRUE;
}

static const char *
name_machine (const Target *target)
{
  for (size_t i = 0; i < G_N_ELEMENTS (machine_names); i++)
    if (machine_names[i].format == target->format && machine_names[i].machine == target->machine)
      return machine_names[i].name;

  return "another processor";
}

static gboolean
fail (GError **error, DeskKeyState state, const char *path, const char *why)
{
  g_set_error (error, DESK_KEY_ERROR, state, "%s: %s", path, why);
  return FALSE;
}

/* How many bytes were read; -1 with @error. */
static gssize
read_head (const char *path, uint8_t head[static HEAD_LENGTH], GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &reason);
  size_t length = 0;

  if (stream != NULL
      && g_input_stream_read_all (G_INPUT_STREAM (stream), head, HEAD_LENGTH, &length, NULL,
                                  &reason))
    return (gssize) length;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    fail (error, DESK_KEY_STATE_MODULE_MISSING, path, reason->message);
  else
    fail (error, DESK_KEY_STATE_MODULE_FAILED, path, reason->message);
  return -1;
}

gboolean
desk_library_file_check (const char *path, GError **error)
{
  uint8_t head[HEAD_LENGTH];
  gssize length;
  Target target;

  /* A pipe or a device would be waited for. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return fail (error, DESK_KEY_STATE_MODULE_NOT_PKCS11, path, "is no regular file");

  length = read_head (path, head, error);
  if (length < 0)
    return FALSE;

  if (!read_elf (head, (size_t) length, &target) && !read_pe (head, (size_t) length, &target))
    return fail (error, DESK_KEY_STATE_MODULE_NOT_PKCS11, path, "is no library");

  if (target.format == own.format && target.bits == own.bits && target.big_endian == own.big_endian
      && target.machine == own.machine)
    return TRUE;

  g_set_error (error, DESK_KEY_ERROR, DESK_KEY_STATE_MODULE_ARCHITECTURE,
               "%s: made for %s (%d bits), not for %s (%d bits)", path, name_machine (&target),
               target.bits, name_machine (&own), own.bits);
  return FALSE;
}
