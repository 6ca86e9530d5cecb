/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DeskTestBackend:
 *
 * A real certdeskd (DESK_TEST_BUILD_DIR/src/backend/certdeskd) on a free port of 127.0.0.1 with a
 * data directory of its own and limits wide enough for a test. Every function aborts the test
 * program when it fails.
 */
typedef struct _DeskTestBackend DeskTestBackend;

/* FALSE if certdeskd was not built: the test is to be skipped. */
gboolean desk_test_backend_is_built (void);

/* Returns once it listens. */
DeskTestBackend *desk_test_backend_start (void);

/* With lines added to its certdeskd.conf (GKeyFile), after the relaxed limits. */
DeskTestBackend *desk_test_backend_start_with (const char *configuration);

/* Ends it with SIGTERM, waits, removes the data directory. */
void desk_test_backend_stop (DeskTestBackend *self);

/* SIGKILL: what a power cut does to it. */
void desk_test_backend_kill (DeskTestBackend *self);

/* After desk_test_backend_kill(): the same data directory, the same port. */
void desk_test_backend_restart (DeskTestBackend *self);

const char *desk_test_backend_get_url (DeskTestBackend *self); /* "http://127.0.0.1:PORT" */
const char *desk_test_backend_get_data_dir (DeskTestBackend *self);

/* The six digits of the newest SMS sent to @phone. Caller frees. */
char *desk_test_backend_get_code (DeskTestBackend *self, const char *phone);

/* The root certificate as PEM. Caller frees. */
char *desk_test_backend_get_root (DeskTestBackend *self);

/* Issues a certificate for the request in the file @csr and binds it to @phone; the chain as PEM.
 * Caller frees. */
char *desk_test_backend_issue (DeskTestBackend *self,
                               const char *csr,
                               const char *phone,
                               const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskTestBackend, desk_test_backend_stop)

G_END_DECLS
