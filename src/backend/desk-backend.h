/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-authority.h"
#include "desk-clock.h"
#include "desk-config.h"
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
  DeskClock *clock;
  DeskConfig *config;
  DeskStoreCrypt *crypt;
  DeskAuthority *authority; /* the embedded CA; its functions are thread-safe */
  DeskStore *store;
  DeskSmsProvider *sms;
  char *origin; /* public base URL without a trailing slash; set when the listener is ready */
} DeskBackend;

/* Opens everything under @data_directory (made 0700 if missing): configuration, keys, authority,
 * database. */
DeskBackend *desk_backend_open (const char *data_directory, DeskClock *clock, GError **error);

/* Closes the store and frees. No handler may be running. */
void desk_backend_free (DeskBackend *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskBackend, desk_backend_free)

G_END_DECLS
