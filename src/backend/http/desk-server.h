/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-clock.h"
#include "desk-listener.h"
#include "desk-route.h"
#include "desk-store-crypt.h"
#include "desk-store.h"

G_BEGIN_DECLS

/* What a server is made of; everything borrowed for its life. */
typedef struct {
  DeskBackend *backend; /* handed to the handlers, not looked into */
  DeskStore *store;
  DeskStoreCrypt *crypt;
  DeskClock *clock;
  const DeskRoute *const *routes; /* NULL-terminated */
  const char *spool_directory;
  DeskListenerLimits limits;
} DeskServerSetup;

/**
 * DeskServer:
 *
 * The HTTP side of the backend: a hardened listener, the route table, and each request's way
 * through the database thread and the worker pool. Lives on the main context's thread.
 */
#define DESK_TYPE_SERVER (desk_server_get_type ())

G_DECLARE_FINAL_TYPE (DeskServer, desk_server, DESK, SERVER, GObject)

/* Prepares the spool directory. */
DeskServer *desk_server_new (const DeskServerSetup *setup, GError **error);

/* @address: "127.0.0.1:0". Requests are answered from the next iteration of the main context on. */
gboolean desk_server_listen (DeskServer *self, const char *address, GError **error);
const char *desk_server_get_url (DeskServer *self); /* "http://127.0.0.1:41234" */

/* Stops accepting, lets what is under way finish for at most @seconds (iterating the main context)
 * and ends every connection. */
void desk_server_shut_down (DeskServer *self, int seconds);

G_END_DECLS
