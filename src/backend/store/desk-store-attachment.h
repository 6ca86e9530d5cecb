/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-attachment.h"
#include "desk-db.h"

G_BEGIN_DECLS

/* A picture of an order; the picture itself is a blob. Strings owned. */
typedef struct {
  char *received_sha256; /* hex, of the file as it was uploaded */
  char *blob_sha256;     /* hex, of the JPEG kept */
  gint64 width;          /* pixels */
  gint64 height;         /* pixels */
  gint64 size;           /* bytes of the JPEG */
} DeskStoreAttachment;

void desk_store_attachment_free (DeskStoreAttachment *attachment);

/* *@attachment is NULL if the order has none of @kind. */
gboolean desk_store_attachment_get (DeskDb *db,
                                    const char *order_id,
                                    DeskAttachmentKind kind,
                                    DeskStoreAttachment **attachment,
                                    GError **error);

/* Replaces the one of the same kind; with its audit row. */
gboolean desk_store_attachment_put (DeskDb *db,
                                    const char *account_id,
                                    const char *order_id,
                                    DeskAttachmentKind kind,
                                    const DeskStoreAttachment *attachment,
                                    gint64 now,
                                    GError **error);

/* The SHA-256 of every blob that a row names, pictures and contracts: a set. Caller unrefs. */
GHashTable *desk_store_attachment_list_blobs (DeskDb *db, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskStoreAttachment, desk_store_attachment_free)

G_END_DECLS
