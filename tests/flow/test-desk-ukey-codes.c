/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* docs/ukey-codes.md and its Chinese twin against the tables in the program. */

#include "desk-key-text.h"

#include <gio/gio.h>
#include <string.h>

static char *
read_source (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("DESK_TEST_SOURCE_DIR"), name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* The quoted pieces of @lines from @index on, as long as there are any; one string of a PO file. */
static char *
join_pieces (char **lines, guint *index)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  do {
    const char *begin = strchr (lines[*index], '"') + 1;
    const char *end = strrchr (lines[*index], '"');
    g_autofree char *piece = g_strndup (begin, (gsize) (end - begin));
    g_autofree char *plain = g_strcompress (piece);

    g_string_append (joined, plain);
    *index += 1;
  } while (lines[*index] != NULL && lines[*index][0] == '"');

  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* msgid to msgstr, without those that have a context or a plural. */
static GHashTable *
read_translations (void)
{
  g_autofree char *text = read_source ("po/zh_CN.po");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GHashTable *translations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint i = 0;

  while (lines[i] != NULL) {
    if (g_str_has_prefix (lines[i], "msgctxt ")) {
      while (lines[i] != NULL && *lines[i] != '\0')
        i++;
    } else if (g_str_has_prefix (lines[i], "msgid ")) {
      g_autofree char *id = join_pieces (lines, &i);

      if (lines[i] != NULL && g_str_has_prefix (lines[i], "msgstr "))
        g_hash_table_insert (translations, g_steal_pointer (&id), join_pieces (lines, &i));
    } else {
      i++;
    }
  }

  return translations;
}

typedef struct {
  const char *file;
  gboolean translated;
  const char *severities[4]; /* DeskKeySeverity */
  const char *form;          /* of an entry's first lines: code, sentence, nick, severity */
  const char *remedy;        /* how its line begins */
  const char *nothing;       /* where there is none */
} Page;

static const Page pages[] = {
  { "docs/ukey-codes.md",
    FALSE,
    { "good", "note", "warning", "problem" },
    "### %s %s\n- Name: `%s`, %s\n- Cause: ",
    "- Remedy: ",
    "Nothing needs to be done." },
  { "docs/ukey-codes.zh_CN.md",
    TRUE,
    { "正常", "提示", "警告", "问题" },
    "### %s %s\n- 名称：`%s`，%s\n- 原因：",
    "- 处理：",
    "无需处理。" },
};

static const char *
translate (GHashTable *translations, const char *text)
{
  const char *translated;

  if (translations == NULL || text == NULL)
    return text;

  translated = g_hash_table_lookup (translations, text);
  if (translated == NULL || *translated == '\0')
    g_error ("\"%s\" is not translated", text);
  return translated;
}

/* The form is one of two above. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
static void
assert_entry (const Page *page, const char *text, GHashTable *translations, DeskKeyState state)
{
  const char *remedy = translate (translations, desk_key_text_get_untranslated_remedy (state));
  g_autofree char *head = g_strdup_printf (
      page->form, desk_key_state_get_code (state),
      translate (translations, desk_key_text_get_untranslated_sentence (state)),
      desk_key_state_get_nick (state), page->severities[desk_key_state_get_severity (state)]);
  g_autofree char *tail
      = g_strconcat (page->remedy, remedy != NULL ? remedy : page->nothing, "\n", NULL);
  const char *entry = strstr (text, head);
  const char *cause;

  if (entry == NULL)
    g_error ("%s has no entry that begins with:\n%s", page->file, head);
  cause = entry + strlen (head);
  g_assert_cmpint (strchr (cause, '\n') - cause, >, 10);
  if (!g_str_has_prefix (strchr (cause, '\n') + 1, tail))
    g_error ("%s: the remedy of %s is not:\n%s", page->file, desk_key_state_get_code (state), tail);
}

static void
test_page (gconstpointer data)
{
  const Page *page = data;
  g_autofree char *text = read_source (page->file);
  g_autoptr (GHashTable) translations = page->translated ? read_translations () : NULL;
  g_auto (GStrv) pieces = g_strsplit (text, "\n### UK-", -1);

  for (guint state = 0; state < DESK_KEY_N_STATES; state++)
    assert_entry (page, text, translations, state);
  /* No entry of a state that is gone. */
  g_assert_cmpuint (g_strv_length (pieces) - 1, ==, DESK_KEY_N_STATES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/flow/ukey-codes/english", &pages[0], test_page);
  g_test_add_data_func ("/flow/ukey-codes/chinese", &pages[1], test_page);
  return g_test_run ();
}
