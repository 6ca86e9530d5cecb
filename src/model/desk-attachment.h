/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-issues.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Codes on the wire: id_front, id_back, handheld, supporting. */
typedef enum {
  DESK_ATTACHMENT_ID_FRONT,   /* 人像面 */
  DESK_ATTACHMENT_ID_BACK,    /* 国徽面 */
  DESK_ATTACHMENT_HANDHELD,   /* the applicant holding the document; optional */
  DESK_ATTACHMENT_SUPPORTING, /* any other proof; optional */
} DeskAttachmentKind;

#define DESK_ATTACHMENT_N_KINDS (DESK_ATTACHMENT_SUPPORTING + 1)

const char *desk_attachment_kind_get_code (DeskAttachmentKind kind);
gboolean desk_attachment_kind_from_code (const char *code, DeskAttachmentKind *kind);

typedef enum {
  DESK_ATTACHMENT_EMPTY,
  DESK_ATTACHMENT_LOCAL,     /* chosen, kept in the draft, not at the server yet */
  DESK_ATTACHMENT_UPLOADING, /* `progress` counts */
  DESK_ATTACHMENT_UPLOADED,
  DESK_ATTACHMENT_FAILED, /* `problem` says why; the picture is still there */
} DeskAttachmentState;

#define DESK_TYPE_ATTACHMENT_STATE (desk_attachment_state_get_type ())
GType desk_attachment_state_get_type (void);

/**
 * DeskAttachment:
 *
 * One picture of an application. Properties: `kind` (construct-only), `state`, `file-name` (as the
 * user knows it), `content` (GBytes, nullable, as chosen), `sha256` (hex of the content, nullable),
 * `progress` (0..1), `problem` (DeskFieldProblem as int).
 */
#define DESK_TYPE_ATTACHMENT (desk_attachment_get_type ())

G_DECLARE_FINAL_TYPE (DeskAttachment, desk_attachment, DESK, ATTACHMENT, GObject)

DeskAttachment *desk_attachment_new (DeskAttachmentKind kind);

DeskAttachmentKind desk_attachment_get_kind (DeskAttachment *self);
DeskAttachmentState desk_attachment_get_state (DeskAttachment *self);
/* Another state than FAILED forgets the problem. */
void desk_attachment_set_state (DeskAttachment *self, DeskAttachmentState state);
const char *desk_attachment_get_file_name (DeskAttachment *self);
GBytes *desk_attachment_get_content (DeskAttachment *self); /* borrowed, nullable */
const char *desk_attachment_get_sha256 (DeskAttachment *self);
/* NULL content empties it. Sets state LOCAL or EMPTY. */
void desk_attachment_set_content (DeskAttachment *self, GBytes *content, const char *file_name);
/* Brings a saved attachment back before its content is there: @sha256 names the content to be set.
 * Nullable: @sha256. */
void desk_attachment_restore (DeskAttachment *self,
                              DeskAttachmentState state,
                              const char *file_name,
                              const char *sha256,
                              DeskFieldProblem problem);
double desk_attachment_get_progress (DeskAttachment *self);
void desk_attachment_set_progress (DeskAttachment *self, double progress);
DeskFieldProblem desk_attachment_get_problem (DeskAttachment *self);
/* Sets state FAILED; %DESK_FIELD_OK takes a FAILED one back to LOCAL or EMPTY. */
void desk_attachment_set_problem (DeskAttachment *self, DeskFieldProblem problem);

/* Magic, then size (jpeg, png, bmp): what can be said without decoding. */
DeskFieldProblem desk_attachment_check_content (GBytes *content);

/* "attachments.id_front" */
char *desk_attachment_dup_field (DeskAttachment *self);

G_END_DECLS
