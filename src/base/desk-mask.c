/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-base"

#include "desk-mask.h"

#include <string.h>

/* Surnames of two characters that are in use (百家姓 and the 2021 name report of the Ministry of
 * Public Security); a two-character name is never taken for one of them. */
static const char *const compound_surnames[] = {
  "欧阳", "司马", "上官", "诸葛", "夏侯", "东方", "尉迟", "皇甫", "慕容", "长孙", "宇文", "司徒",
  "司空", "令狐", "公孙", "轩辕", "端木", "百里", "呼延", "东郭", "南宫", "独孤", "完颜", "赫连",
};

/* Keeps @head and @tail code points of @text and puts @n_stars asterisks between. */
static char *
keep_ends (const char *text, glong head, glong tail, glong n_stars)
{
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *stars = NULL;
  g_autofree char *first = NULL;
  const char *last;

  if (length <= head + tail)
    return g_strnfill ((gsize) length, '*');

  stars = g_strnfill ((gsize) n_stars, '*');
  first = g_utf8_substring (text, 0, head);
  last = g_utf8_offset_to_pointer (text, length - tail);

  return g_strconcat (first, stars, last, NULL);
}

char *
desk_mask_id_number (const char *id_number)
{
  glong length;

  if (id_number == NULL)
    return g_strdup ("");

  length = g_utf8_strlen (id_number, -1);
  if (length == 18)
    return keep_ends (id_number, 4, 4, 10);

  return keep_ends (id_number, 1, 2, MAX (length - 3, 1));
}

char *
desk_mask_phone (const char *phone)
{
  if (phone == NULL)
    return g_strdup ("");

  return keep_ends (phone, 3, 4, 4);
}

char *
desk_mask_name (const char *name)
{
  const char *dot;
  glong length;
  glong kept = 1;

  if (name == NULL)
    return g_strdup ("");

  dot = strstr (name, "·");
  if (dot != NULL)
    return g_strdup_printf ("%.*s·***", (int) (dot - name), name);

  length = g_utf8_strlen (name, -1);
  for (size_t i = 0; length > 2 && i < G_N_ELEMENTS (compound_surnames); i++)
    if (g_str_has_prefix (name, compound_surnames[i]))
      kept = 2;

  return keep_ends (name, kept, 0, length - kept);
}

char *
desk_mask_email (const char *email)
{
  const char *at;

  if (email == NULL)
    return g_strdup ("");

  at = strrchr (email, '@');
  if (at == NULL || at == email)
    return g_strdup ("***");

  return g_strdup_printf ("%.*s***%s", (int) (g_utf8_next_char (email) - email), email, at);
}
