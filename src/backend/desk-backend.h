/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-authority.h"
#include "desk-blob-store.h"
#include "desk-clock.h"
#include "desk-config.h"
#include "desk-identity-provider.h"
#include "desk-sms-provider.h"
#include "desk-store-crypt.h"
#include "desk-store.h"

G_BEGIN_DECLS

/**
 * DeskBackend:
 *
 * What the handlers work with, put together once at start. All fields are set for the life of the
 * backend and owned by it; handlers borrow.
 */
typedef struct _DeskBackend {
  char *data_directory;
  char *program; /* path of certdeskd, for its child processes (certdeskd image-worker) */
  DeskClock *clock;
  DeskConfig *config;
  DeskStoreCrypt *crypt;
  DeskStore *store;
  DeskBlobStore *blobs;
  DeskAuthority *authority; /* the embedded CA; its functions are thread-safe */
  DeskSmsProvider *sms;
  DeskIdentityProvider *identity;
  GBytes *service; /* the answer to GET /v1/service, nullable until asked for; main thread */
  char *origin;    /* public base URL without a trailing slash; "" until the listener is ready */
} DeskBackend;

/* Opens everything under @data_directory (made 0700 if missing): configuration, keys, authority,
 * database. %DESK_DB_ERROR_BUSY if another process has it. @program: see above. */
DeskBackend *desk_backend_open (const char *data_directory,
                                const char *program,
                                DeskClock *clock,
                                GError **error);

/* Closes the store and frees. No handler may be running. NULL is allowed. */
void desk_backend_free (DeskBackend *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskBackend, desk_backend_free)

G_END_DECLS
