/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-flow"

#include "desk-doctor-redact.h"

#include <string.h>

#define TAIL_CHARACTERS     4
#define NAME_MIN_CHARACTERS 2 /* a shorter name would be found in every other word */

/* What stands in a path, which shows where a file is. */
#define NOT_IN_PATH "[/\\\\~]\\S*(*SKIP)(*FAIL)|"

/* In this order. */
static const struct {
  const char *pattern;
  const char *replacement;
} rules[] = {
  { "/(home|Users)/[^/\\s\"':]+", "/\\1/…" },
  { "://[^/@\\s]+@", "://" },
  { "[\\w.+-]+@(?=[\\w-]+\\.)", "…@" },
  /* Serials: letters and digits, or hexadecimal; names of products have four digits at most. */
  { NOT_IN_PATH
    "(?<![0-9A-Za-z])(?!0x)(?=[A-Za-z]*[0-9]{5})[0-9A-Za-z]{3,}([0-9A-Za-z]{4})(?![0-9A-Za-z])",
    "…\\1" },
  { NOT_IN_PATH
    "(?<![0-9A-Za-z])(?!0x)(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{4,}([0-9A-Fa-f]{4})(?![0-9A-Za-z])",
    "…\\1" },
  /* Numbers of people and telephones; not 0x..., which is an error's code. */
  { "(?<![0-9x])[0-9]{4,}([0-9]{3}[0-9Xx])(?![0-9])", "…\\1" },
};

static char *
apply_rule (char *text, const char *pattern, const char *replacement)
{
  g_autofree char *source = text;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, &error);
  char *replaced = NULL;

  if (regex != NULL)
    replaced = g_regex_replace (regex, source, -1, 0, replacement, G_REGEX_MATCH_DEFAULT, &error);
  if (replaced == NULL) {
    /* Better nothing than too much. */
    g_critical ("%s", error->message);
    return g_strdup ("");
  }

  return replaced;
}

/* @name as a whole word. */
static char *
hide_name (char *text, const char *name)
{
  g_autofree char *escaped = NULL;
  g_autofree char *pattern = NULL;

  if (name == NULL || g_utf8_strlen (name, -1) < NAME_MIN_CHARACTERS || g_str_equal (name, "root")
      || g_str_equal (name, "Unknown") || g_str_equal (name, "localhost"))
    return text;

  escaped = g_regex_escape_string (name, -1);
  /* Chinese has no words to tell by their ends. */
  pattern = g_str_is_ascii (name) ? g_strdup_printf ("(?<![\\w-])%s(?![\\w-])", escaped)
                                  : g_steal_pointer (&escaped);
  return apply_rule (text, pattern, "…");
}

static char *
hide_home (char *text)
{
  const char *home = g_get_home_dir ();
  g_autofree char *escaped = NULL;
  g_autofree char *pattern = NULL;

  if (home == NULL || strlen (home) < 2)
    return text;

  escaped = g_regex_escape_string (home, -1);
  pattern = g_strdup_printf ("%s(?![\\w.-])", escaped);
  return apply_rule (text, pattern, "~");
}

char *
desk_doctor_redact (const char *text)
{
  char *redacted = g_utf8_make_valid (text != NULL ? text : "", -1);

  redacted = hide_home (redacted);
  /* Before the rules, which might leave a half of a name. */
  redacted = hide_name (redacted, g_get_user_name ());
  redacted = hide_name (redacted, g_get_real_name ());
  redacted = hide_name (redacted, g_get_host_name ());
  for (size_t i = 0; i < G_N_ELEMENTS (rules); i++)
    redacted = apply_rule (redacted, rules[i].pattern, rules[i].replacement);
  return redacted;
}

char *
desk_doctor_redact_serial (const char *serial)
{
  glong length;

  g_return_val_if_fail (serial != NULL, NULL);

  length = g_utf8_strlen (serial, -1);
  if (length <= TAIL_CHARACTERS)
    return g_strdup ("…");

  return g_strconcat ("…", g_utf8_offset_to_pointer (serial, length - TAIL_CHARACTERS), NULL);
}
