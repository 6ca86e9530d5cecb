/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whom to check; normalised. Borrowed for the call. */
typedef struct {
  const char *id_type; /* "01" ..., domain.md 1.11 */
  const char *name;
  const char *id_number;
  const char *mobile;
} DeskIdentityQuery;

typedef enum {
  DESK_IDENTITY_MATCH,  /* name and number belong together */
  DESK_IDENTITY_MANUAL, /* no source can tell for this document: people look at it in the review */
  DESK_IDENTITY_MISMATCH,  /* they do not belong together */
  DESK_IDENTITY_NO_RECORD, /* the source does not know the number */
} DeskIdentityOutcome;

typedef struct {
  DeskIdentityOutcome outcome;
  char *serial; /* owned; the source's number of this check, printed in the contract */
  gint64 time;  /* Unix seconds */
} DeskIdentityAnswer;

void desk_identity_answer_free (DeskIdentityAnswer *answer);

/**
 * DeskIdentityProvider:
 *
 * A source that knows whether a name and a document number belong together. Asked on a worker
 * thread, several at once, so an implementation may block on its network but has to be thread-safe
 * and to end by itself within a few seconds.
 */
#define DESK_TYPE_IDENTITY_PROVIDER (desk_identity_provider_get_type ())

G_DECLARE_INTERFACE (DeskIdentityProvider, desk_identity_provider, DESK, IDENTITY_PROVIDER, GObject)

struct _DeskIdentityProviderInterface {
  GTypeInterface parent_interface;

  DeskIdentityAnswer *(*verify) (DeskIdentityProvider *self,
                                 const DeskIdentityQuery *query,
                                 GError **error);
};

/* NULL with @error only if the source could not be asked: that says nothing about the person. */
DeskIdentityAnswer *desk_identity_provider_verify (DeskIdentityProvider *self,
                                                   const DeskIdentityQuery *query,
                                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskIdentityAnswer, desk_identity_answer_free)

G_END_DECLS
