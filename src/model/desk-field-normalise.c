/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is done to a typed value before it is judged, stored or sent. */

#define G_LOG_DOMAIN "desk-model"

#include "desk-field.h"

#include <string.h>

#define MIDDLE_DOT 0x00b7

/* Everything that input methods, fonts and copied web pages put where a name has U+00B7 (the one
 * separator of the Ethnic Affairs Commission's notice 2016 no. 33). */
static const gunichar dots[] = {
  MIDDLE_DOT, 0x002e, /* . full stop, only between ideographs */
  0x02d9,             /* ˙ dot above */
  0x0387,             /* · Greek ano teleia */
  0x1427,             /* ᐧ Canadian syllabics final middle dot */
  0x16eb,             /* ᛫ runic single punctuation */
  0x2022,             /* • bullet */
  0x2024,             /* ․ one dot leader */
  0x2027,             /* ‧ hyphenation point */
  0x2219,             /* ∙ bullet operator */
  0x22c5,             /* ⋅ dot operator */
  0x25cf,             /* ● black circle */
  0x2981,             /* ⦁ Z notation spot */
  0x2e31,             /* ⸱ word separator middle dot */
  0x2e33,             /* ⸳ raised dot */
  0x3002,             /* 。 ideographic full stop */
  0x30fb,             /* ・ katakana middle dot */
  0x318d,             /* ㆍ Hangul letter araea */
  0xa78f,             /* ꞏ Latin letter sinological dot */
  0xfe52,             /* ﹒ small full stop */
  0xff0e,             /* ． full-width full stop */
  0xff61,             /* ｡ half-width ideographic full stop */
  0xff65,             /* ･ half-width katakana middle dot */
};

static gboolean
is_dot (gunichar c)
{
  for (size_t i = 0; i < G_N_ELEMENTS (dots); i++)
    if (dots[i] == c)
      return TRUE;

  return FALSE;
}

static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe63 || c == 0xff0d;
}

/* Zero-width characters and bidirectional marks come along when a value is pasted. */
static gboolean
is_invisible (gunichar c)
{
  return g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* The ASCII character of a full-width form (U+FF01 to U+FF5E). */
static gunichar
fold_width (gunichar c)
{
  return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + '!' : c;
}

static gboolean
is_ideograph (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

/* Stands in for a text that is not UTF-8, so that the check after it fails. */
static char *
keep_malformed (const char *text)
{
  return g_strdup (text == NULL ? "" : text);
}

static gboolean
is_well_formed (const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL);
}

char *
desk_field_normalise_text (const char *text)
{
  g_autoptr (GString) result = NULL;
  gboolean space = FALSE;

  if (!is_well_formed (text))
    return keep_malformed (text);

  result = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_isspace (c)) {
      space = TRUE;
    } else if (!is_invisible (c)) {
      if (space && result->len > 0)
        g_string_append_c (result, ' ');
      g_string_append_unichar (result, c);
      space = FALSE;
    }
  }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* The nearest character that is neither a dot nor a space from @at (of @n) in direction @step; 0 at
 * the end. */
static gunichar
neighbour (const gunichar *characters, glong n, glong at, int step)
{
  for (glong i = at + step; i >= 0 && i < n; i += step)
    if (characters[i] != ' ' && !is_dot (characters[i]))
      return characters[i];

  return 0;
}

static gboolean
is_name_separator (const gunichar *characters, glong n, glong at)
{
  gunichar before;
  gunichar after;

  if (!is_dot (characters[at]))
    return FALSE;

  before = neighbour (characters, n, at, -1);
  after = neighbour (characters, n, at, 1);
  if (characters[at] == '.')
    return is_ideograph (before) && is_ideograph (after);

  return g_unichar_isalpha (before) && g_unichar_isalpha (after);
}

char *
desk_field_normalise_name (const char *name)
{
  g_autofree char *trimmed = desk_field_normalise_text (name);
  g_autofree gunichar *characters = NULL;
  g_autoptr (GString) result = NULL;
  glong n;

  if (!is_well_formed (trimmed))
    return g_steal_pointer (&trimmed);

  characters = g_utf8_to_ucs4_fast (trimmed, -1, &n);
  result = g_string_new (NULL);
  for (glong i = 0; i < n; i++) {
    gboolean beside_separator = (i > 0 && is_name_separator (characters, n, i - 1))
                                || (i + 1 < n && is_name_separator (characters, n, i + 1));

    if (characters[i] == ' ' && beside_separator)
      continue;
    g_string_append_unichar (result,
                             is_name_separator (characters, n, i) ? MIDDLE_DOT : characters[i]);
  }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

/* Drops spaces and invisible characters, folds the width; hyphens become ASCII ones. */
static char *
fold (const char *text)
{
  g_autoptr (GString) result = NULL;

  if (!is_well_formed (text))
    return keep_malformed (text);

  result = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = fold_width (g_utf8_get_char (p));

    if (!g_unichar_isspace (c) && !is_invisible (c))
      g_string_append_unichar (result, is_hyphen (c) ? '-' : c);
  }

  return g_string_free (g_steal_pointer (&result), FALSE);
}

char *
desk_field_normalise_id_number (const char *number)
{
  g_autofree char *folded = fold (number);

  /* Only ASCII: what else looks like a letter is not one of a number's letters. */
  return g_ascii_strup (folded, -1);
}

char *
desk_field_normalise_email (const char *address)
{
  return fold (address);
}

/* The country's own prefix, as often as it was typed; what follows it, in @number. */
static const char *
skip_country_prefix (const char *number)
{
  static const char *const prefixes[] = { "+86", "0086" };

  for (size_t i = 0; i < G_N_ELEMENTS (prefixes); i++) {
    if (g_str_has_prefix (number, prefixes[i])) {
      number += strlen (prefixes[i]);
      return skip_country_prefix (*number == '-' ? number + 1 : number);
    }
  }

  return number;
}

char *
desk_field_normalise_phone (const char *number)
{
  g_autofree char *folded = fold (number);

  return g_strdup (skip_country_prefix (folded));
}

char *
desk_field_normalise_mobile (const char *number)
{
  g_autofree char *folded = fold (number);
  g_auto (GStrv) groups = g_strsplit (folded, "-", -1);
  g_autofree char *digits = g_strjoinv ("", groups);

  return g_strdup (skip_country_prefix (digits));
}
