/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-http"

#include "desk-framing.h"

#include "desk-problem.h"

#include <string.h>

/* More digits than any length that is taken. */
#define MAX_LENGTH_DIGITS 12

typedef struct {
  guint n_hosts;
  guint n_lengths;
  guint n_encodings;
  guint n_lines;
} Counts;

void
desk_framing_clear (DeskFraming *framing)
{
  g_clear_pointer (&framing->method, g_free);
  g_clear_pointer (&framing->path, g_free);
}

static gboolean
refuse (GError **error, const char *why)
{
  return desk_problem_set (error, DESK_PROBLEM_MALFORMED_REQUEST, "%s", why);
}

gssize
desk_framing_find_end (const char *data, gsize length, gsize *scanned, GError **error)
{
  for (gsize i = *scanned; i < length; i++) {
    if (data[i] != '\n')
      continue;
    if (i == 0 || data[i - 1] != '\r') {
      refuse (error, "a line feed without a carriage return");
      return -1;
    }
    if (i + 1 > DESK_FRAMING_MAX_HEADER)
      break;
    /* An empty line: two octets that follow the end of a line, or begin the block. */
    if (i == 1 || (i >= 3 && data[i - 2] == '\n'))
      return (gssize) i + 1;
  }

  *scanned = length;
  if (length >= DESK_FRAMING_MAX_HEADER) {
    refuse (error, "the header is too long");
    return -1;
  }

  return 0;
}

static gboolean
is_token (const char *text)
{
  static const char marks[] = "!#$%&'*+-.^_`|~";

  if (text[0] == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && strchr (marks, *text) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_visible (const char *text)
{
  for (; *text != '\0'; text++)
    if (*text <= ' ' || *text == 0x7f || (*text & 0x80) != 0)
      return FALSE;

  return TRUE;
}

/* Percent-encoding well formed, and no dot segments, which two servers resolve differently. */
static gboolean
path_is_plain (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", -1);

  for (char **segment = segments; *segment != NULL; segment++) {
    g_autofree char *plain = g_uri_unescape_segment (*segment, NULL, "/");

    if (plain == NULL || strcmp (plain, ".") == 0 || strcmp (plain, "..") == 0)
      return FALSE;
  }

  return TRUE;
}

static gboolean
parse_request_line (const char *line, DeskFraming *framing, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  gsize path_length;

  if (g_strv_length (parts) != 3 || !is_token (parts[0]))
    return refuse (error, "not a request line");
  if (strcmp (parts[2], "HTTP/1.1") != 0 && strcmp (parts[2], "HTTP/1.0") != 0)
    return refuse (error, "not a version this server speaks");
  if (parts[1][0] != '/' || !is_visible (parts[1]) || strlen (parts[1]) > DESK_FRAMING_MAX_TARGET
      || strchr (parts[1], '#') != NULL)
    return refuse (error, "not a request target");

  path_length = strcspn (parts[1], "?");
  framing->method = g_strdup (parts[0]);
  framing->path = g_strndup (parts[1], path_length);
  return path_is_plain (framing->path) || refuse (error, "not a path");
}

static gboolean
parse_length (const char *value, DeskFraming *framing, GError **error)
{
  gsize n_digits = strspn (value, "0123456789");

  if (n_digits == 0 || n_digits > MAX_LENGTH_DIGITS || value[n_digits] != '\0')
    return refuse (error, "not a content length");

  framing->has_length = TRUE;
  framing->content_length = g_ascii_strtoll (value, NULL, 10);
  return TRUE;
}

static gboolean
value_is_clean (const char *value)
{
  for (; *value != '\0'; value++)
    if ((*value > 0 && *value < ' ' && *value != '\t') || *value == 0x7f)
      return FALSE;

  return TRUE;
}

static gboolean
parse_field (char *line, Counts *counts, DeskFraming *framing, GError **error)
{
  char *colon = strchr (line, ':');
  const char *value;

  if (colon == NULL)
    return refuse (error, "a header line without a colon");

  *colon = '\0';
  value = g_strstrip (colon + 1);
  /* A folded line begins with a blank, a name with a blank before its colon ends with one: both no
   * token. */
  if (!is_token (line) || !value_is_clean (value))
    return refuse (error, "not a header line");

  if (g_ascii_strcasecmp (line, "Host") == 0)
    counts->n_hosts++;
  else if (g_ascii_strcasecmp (line, "Transfer-Encoding") == 0)
    counts->n_encodings++;
  else if (g_ascii_strcasecmp (line, "Content-Length") == 0) {
    counts->n_lengths++;
    return parse_length (value, framing, error);
  }

  return TRUE;
}

static gboolean
check_counts (const Counts *counts, GError **error)
{
  if (counts->n_hosts != 1)
    return refuse (error, "not exactly one Host");
  if (counts->n_lengths > 1)
    return refuse (error, "more than one Content-Length");
  if (counts->n_encodings > 0 && counts->n_lengths > 0)
    return refuse (error, "both Content-Length and Transfer-Encoding");
  if (counts->n_encodings > 0)
    return desk_problem_set (error, DESK_PROBLEM_LENGTH_REQUIRED,
                             "a body needs a Content-Length, not a Transfer-Encoding");

  return TRUE;
}

gboolean
desk_framing_parse (const char *block, gsize length, DeskFraming *framing, GError **error)
{
  g_autofree char *text = g_strndup (block, length);
  g_auto (GStrv) lines = NULL;
  Counts counts = { 0 };

  if (memchr (block, '\0', length) != NULL)
    return refuse (error, "a NUL in the header");

  lines = g_strsplit (text, "\r\n", -1);
  if (!parse_request_line (lines[0], framing, error))
    return FALSE;

  for (char **line = lines + 1; (*line)[0] != '\0'; line++) {
    if (++counts.n_lines > DESK_FRAMING_MAX_LINES)
      return refuse (error, "too many header lines");
    if (!parse_field (*line, &counts, framing, error))
      return FALSE;
  }

  return check_counts (&counts, error);
}
