/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-application.h"

G_BEGIN_DECLS

/* One chosen picture, in the order of DeskAttachmentKind. */
typedef struct {
  DeskAttachmentKind kind;
  GBytes *content; /* owned */
} DeskDraftPicture;

/**
 * DeskDraftSnapshot:
 *
 * An application as it was at one moment, taken on the main thread so that the draft thread never
 * touches the living object: its JSON (desk-wire-draft.h) and its pictures.
 */
typedef struct {
  char *id;            /* owned */
  GBytes *content;     /* owned; JSON */
  GPtrArray *pictures; /* owned; of DeskDraftPicture */
  gint64 changed;      /* Unix seconds */
} DeskDraftSnapshot;

DeskDraftSnapshot *desk_draft_snapshot_take (DeskApplication *application, gint64 now);

/* @content is taken, @id copied; without pictures. */
DeskDraftSnapshot *desk_draft_snapshot_new (const char *id, GBytes *content, gint64 changed);

/* @content is referenced. */
void
desk_draft_snapshot_add_picture (DeskDraftSnapshot *self, DeskAttachmentKind kind, GBytes *content);

/* A new application; %G_IO_ERROR_INVALID_DATA if the JSON is not one. */
DeskApplication *desk_draft_snapshot_restore (DeskDraftSnapshot *self, GError **error);

void desk_draft_snapshot_free (DeskDraftSnapshot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskDraftSnapshot, desk_draft_snapshot_free)

G_END_DECLS
