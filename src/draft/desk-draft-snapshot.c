/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "desk-draft"

#include "desk-draft-snapshot.h"

#include "desk-wire-draft.h"
#include "desk-wire.h"

static void
picture_free (gpointer data)
{
  DeskDraftPicture *picture = data;

  g_bytes_unref (picture->content);
  g_free (picture);
}

DeskDraftSnapshot *
desk_draft_snapshot_new (const char *id, GBytes *content, gint64 changed)
{
  DeskDraftSnapshot *self = g_new0 (DeskDraftSnapshot, 1);

  self->id = g_strdup (id);
  self->content = content;
  self->pictures = g_ptr_array_new_with_free_func (picture_free);
  self->changed = changed;
  return self;
}

void
desk_draft_snapshot_add_picture (DeskDraftSnapshot *self, DeskAttachmentKind kind, GBytes *content)
{
  DeskDraftPicture *picture = g_new (DeskDraftPicture, 1);

  picture->kind = kind;
  picture->content = g_bytes_ref (content);
  g_ptr_array_add (self->pictures, picture);
}

DeskDraftSnapshot *
desk_draft_snapshot_take (DeskApplication *application, gint64 now)
{
  g_autoptr (JsonNode) json = desk_wire_draft_to_json (application);
  DeskDraftSnapshot *self = desk_draft_snapshot_new (desk_application_get_id (application),
                                                     desk_wire_print (json), now);

  for (int kind = 0; kind < DESK_ATTACHMENT_N_KINDS; kind++) {
    DeskAttachment *attachment
        = desk_application_get_attachment (application, (DeskAttachmentKind) kind);
    GBytes *content = desk_attachment_get_content (attachment);

    if (content != NULL)
      desk_draft_snapshot_add_picture (self, (DeskAttachmentKind) kind, content);
  }

  return self;
}

/* Setting a content makes a picture LOCAL; what was uploaded or refused before stays so. */
static void
restore_picture (DeskApplication *application, const DeskDraftPicture *picture)
{
  DeskAttachment *attachment = desk_application_get_attachment (application, picture->kind);
  g_autofree char *file_name = g_strdup (desk_attachment_get_file_name (attachment));
  DeskAttachmentState state = desk_attachment_get_state (attachment);
  DeskFieldProblem problem = desk_attachment_get_problem (attachment);

  desk_attachment_set_content (attachment, picture->content, file_name);
  if (problem != DESK_FIELD_OK)
    desk_attachment_set_problem (attachment, problem);
  else if (state == DESK_ATTACHMENT_UPLOADED)
    desk_attachment_set_state (attachment, state);
}

DeskApplication *
desk_draft_snapshot_restore (DeskDraftSnapshot *self, GError **error)
{
  g_autoptr (JsonNode) json = desk_wire_parse (self->content, error);
  g_autoptr (DeskApplication) application = NULL;

  if (json == NULL)
    return NULL;

  application = desk_wire_draft_from_json (json, error);
  if (application == NULL)
    return NULL;

  for (guint i = 0; i < self->pictures->len; i++)
    restore_picture (application, g_ptr_array_index (self->pictures, i));

  return g_steal_pointer (&application);
}

void
desk_draft_snapshot_free (DeskDraftSnapshot *self)
{
  g_free (self->id);
  g_bytes_unref (self->content);
  g_ptr_array_unref (self->pictures);
  g_free (self);
}
