/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-wire"

/* The grammar of RFC 8259 and what is refused beyond it, before json-glib builds a tree: its parser
 * takes comments, keeps the last of two equal members, has no limit of depth and wraps integers. */

#include "desk-wire-error.h"

#include <string.h>

/* Below 10^18 every integer fits gint64. */
#define MAX_DIGITS 18

typedef struct {
  const char *at;
  const char *end;
  int depth;
} Scanner;

static gboolean scan_value (Scanner *self);

static void
skip_space (Scanner *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

static gboolean
take (Scanner *self, char wanted)
{
  if (self->at >= self->end || *self->at != wanted)
    return FALSE;

  self->at++;
  return TRUE;
}

static gboolean
take_word (Scanner *self, const char *word)
{
  size_t length = strlen (word);

  if ((size_t) (self->end - self->at) < length || memcmp (self->at, word, length) != 0)
    return FALSE;

  self->at += length;
  return TRUE;
}

static size_t
take_digits (Scanner *self)
{
  const char *start = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return (size_t) (self->at - start);
}

static gboolean
scan_number (Scanner *self)
{
  size_t n_digits;
  gboolean leading_zero;

  take (self, '-');
  leading_zero = self->at < self->end && *self->at == '0';
  n_digits = take_digits (self);
  if (n_digits == 0 || n_digits > MAX_DIGITS || (leading_zero && n_digits > 1))
    return FALSE;

  if (take (self, '.') && take_digits (self) == 0)
    return FALSE;
  if (take (self, 'e') || take (self, 'E')) {
    if (!take (self, '+'))
      take (self, '-');
    return take_digits (self) > 0;
  }

  return TRUE;
}

/* Four hexadecimal digits; -1 if they are not there. */
static int
take_code_unit (Scanner *self)
{
  int unit = 0;

  if (self->end - self->at < 4)
    return -1;

  for (int i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (self->at[i]);

    if (digit < 0)
      return -1;
    unit = unit << 4 | digit;
  }
  self->at += 4;

  return unit;
}

static gboolean
scan_escape (Scanner *self)
{
  int unit;

  if (self->at >= self->end)
    return FALSE;
  if (*self->at != '\0' && strchr ("\"\\/bfnrt", *self->at) != NULL) {
    self->at++;
    return TRUE;
  }
  if (!take (self, 'u'))
    return FALSE;

  unit = take_code_unit (self);
  if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  if (unit < 0xd800 || unit > 0xdbff)
    return TRUE;

  if (!take (self, '\\') || !take (self, 'u'))
    return FALSE;
  unit = take_code_unit (self);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

static gboolean
scan_string (Scanner *self)
{
  if (!take (self, '"'))
    return FALSE;

  while (self->at < self->end && *self->at != '"') {
    if ((unsigned char) *self->at < 0x20)
      return FALSE;
    if (*self->at++ == '\\' && !scan_escape (self))
      return FALSE;
  }

  return take (self, '"');
}

/* A name nobody used in this object before, spelled without escapes. */
static gboolean
scan_name (Scanner *self, GHashTable *names)
{
  const char *start = self->at;
  char *name;

  if (!scan_string (self))
    return FALSE;

  name = g_strndup (start + 1, (gsize) (self->at - start - 2));
  if (strchr (name, '\\') != NULL) {
    g_free (name);
    return FALSE;
  }

  return g_hash_table_add (names, name);
}

static gboolean
scan_object (Scanner *self)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  skip_space (self);
  if (take (self, '}'))
    return TRUE;

  do {
    skip_space (self);
    if (!scan_name (self, names))
      return FALSE;
    skip_space (self);
    if (!take (self, ':') || !scan_value (self))
      return FALSE;
    skip_space (self);
  } while (take (self, ','));

  return take (self, '}');
}

static gboolean
scan_array (Scanner *self)
{
  skip_space (self);
  if (take (self, ']'))
    return TRUE;

  do {
    if (!scan_value (self))
      return FALSE;
    skip_space (self);
  } while (take (self, ','));

  return take (self, ']');
}

static gboolean
scan_container (Scanner *self, gboolean (*scan) (Scanner *))
{
  gboolean fits;

  if (++self->depth > DESK_WIRE_MAX_DEPTH)
    return FALSE;

  fits = scan (self);
  self->depth--;
  return fits;
}

static gboolean
scan_value (Scanner *self)
{
  skip_space (self);
  if (self->at >= self->end)
    return FALSE;

  if (take (self, '{'))
    return scan_container (self, scan_object);
  if (take (self, '['))
    return scan_container (self, scan_array);
  if (*self->at == '"')
    return scan_string (self);
  if (take_word (self, "true") || take_word (self, "false") || take_word (self, "null"))
    return TRUE;

  return scan_number (self);
}

gboolean
desk_wire_scan (const char *text, size_t length, size_t *offset)
{
  Scanner scanner = { text, text + length, 0 };
  gboolean fits;

  skip_space (&scanner);
  fits = scanner.at < scanner.end && (*scanner.at == '{' || *scanner.at == '[')
         && scan_value (&scanner);
  skip_space (&scanner);
  *offset = (size_t) (scanner.at - text);

  return fits && scanner.at == scanner.end;
}
