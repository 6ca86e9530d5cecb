/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-test-backend.h"

G_BEGIN_DECLS

/**
 * DeskTestProxy:
 *
 * Stands between a client and a backend, both in the hands of one test, and lets the worst happen.
 * Runs in the default main context.
 */
typedef struct _DeskTestProxy DeskTestProxy;

typedef enum {
  DESK_TEST_PROXY_PASS,
  /* Every request, told by method and path, is lost twice before it passes: first the backend dies
   * (SIGKILL) before the request arrives, then after it was answered but before the answer gets
   * through. It is restarted at once; the client sees its connection cut both times. */
  DESK_TEST_PROXY_KILL,
  /* Connections are cut before anything is forwarded: no network. */
  DESK_TEST_PROXY_CUT,
} DeskTestProxyMode;

DeskTestProxy *desk_test_proxy_new (DeskTestBackend *backend);
void desk_test_proxy_free (DeskTestProxy *self);

const char *desk_test_proxy_get_url (DeskTestProxy *self);
void desk_test_proxy_set_mode (DeskTestProxy *self, DeskTestProxyMode mode);

/* How often the backend was killed. */
guint desk_test_proxy_get_n_kills (DeskTestProxy *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestProxy, desk_test_proxy_free)

G_END_DECLS
