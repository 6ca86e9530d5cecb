/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskKeyWaits:
 *
 * Tasks that are answered when something has been seen. One whose cancellable is cancelled is
 * answered at once.
 */
typedef struct _DeskKeyWaits DeskKeyWaits;

/* TRUE if what @task waits for is there. */
typedef gboolean (*DeskKeyWaitsCheck) (GTask *task, gpointer user_data);

/* Answers @task, which may end whatever it waited on. */
typedef void (*DeskKeyWaitsAnswer) (GTask *task);

/* Is told when a task is no longer waited for. */
typedef void (*DeskKeyWaitsEnded) (gpointer user_data);

DeskKeyWaits *desk_key_waits_new (DeskKeyWaitsEnded ended, gpointer user_data);

/* Answers all that still wait with %G_IO_ERROR_CANCELLED. */
void desk_key_waits_free (DeskKeyWaits *self);

void desk_key_waits_add (DeskKeyWaits *self, GTask *task);
/* @self may be gone when this returns. */
void desk_key_waits_check (DeskKeyWaits *self,
                           DeskKeyWaitsCheck check,
                           DeskKeyWaitsAnswer answer,
                           gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskKeyWaits, desk_key_waits_free)

G_END_DECLS
