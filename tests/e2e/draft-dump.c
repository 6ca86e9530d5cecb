/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* draft-dump DIRECTORY: the drafts of a (copied) data directory of the client as JSON: each with
 * its application, the digests of its pictures and the points of its strokes. For tests that
 * compare what was there before and after; the key must be in the directory. */

#include "desk-draft-store.h"
#include "desk-test-async.h"
#include "desk-wire-draft.h"

#include <stdio.h>

static void
add_pictures (JsonBuilder *builder, DeskApplication *application)
{
  json_builder_set_member_name (builder, "pictures");
  json_builder_begin_object (builder);
  for (int kind = 0; kind < DESK_ATTACHMENT_N_KINDS; kind++) {
    DeskAttachment *attachment
        = desk_application_get_attachment (application, (DeskAttachmentKind) kind);
    GBytes *content = desk_attachment_get_content (attachment);
    g_autofree char *field = desk_attachment_dup_field (attachment);
    g_autofree char *sha256 = NULL;

    if (content == NULL)
      continue;

    sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
    json_builder_set_member_name (builder, field);
    json_builder_add_string_value (builder, sha256);
  }
  json_builder_end_object (builder);
}

static void
add_strokes (JsonBuilder *builder, DeskInk *ink)
{
  json_builder_set_member_name (builder, "strokes");
  json_builder_begin_array (builder);
  for (guint stroke = 0; stroke < desk_ink_get_n_strokes (ink); stroke++) {
    guint n_points = 0;

    desk_ink_get_stroke (ink, stroke, &n_points);
    json_builder_add_int_value (builder, n_points);
  }
  json_builder_end_array (builder);
}

static void
add_draft (JsonBuilder *builder, DeskDraftStore *store, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DeskApplication) application = NULL;

  desk_draft_store_load_async (store, id, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  application = desk_draft_store_load_finish (store, result, &error);
  if (application == NULL)
    g_error ("%s", error->message);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "application");
  json_builder_add_value (builder, desk_wire_draft_to_json (application));
  add_pictures (builder, application);
  add_strokes (builder, desk_application_get_ink (application));
  json_builder_end_object (builder);
}

static void
add_drafts (JsonBuilder *builder, DeskDraftStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  desk_draft_store_list_async (store, NULL, desk_test_async_ready, &result);
  desk_test_async_wait (&result);
  entries = desk_draft_store_list_finish (store, result, &error);
  if (entries == NULL)
    g_error ("%s", error->message);

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++) {
    DeskDraftEntry *entry = g_ptr_array_index (entries, i);

    add_draft (builder, store, entry->id);
  }
  json_builder_end_array (builder);
}

int
main (int argc, char **argv)
{
  g_autoptr (DeskClock) clock = desk_clock_new_system ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (DeskDraftStore) store = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  if (argc != 2) {
    g_printerr ("usage: draft-dump DIRECTORY\n");
    return 2;
  }

  store = desk_draft_store_new (argv[1], FALSE, clock);
  add_drafts (builder, store);
  desk_draft_store_close (store);

  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  /* UTF-8 whatever the locale. */
  return puts (text) >= 0 ? 0 : 1;
}
