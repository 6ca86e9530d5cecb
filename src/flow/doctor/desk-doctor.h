/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-doctor-check.h"
#include "desk-key-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DeskDoctor:
 *
 * Looks at everything between a Ukey and the server and says what is wrong: the system's service,
 * readers, USB devices, drivers, keys, certificates, the server, the clock, the proxy. It changes
 * nothing and needs no PIN and nobody signed in. Drivers are loaded by processes of the doctor's
 * own. Main thread only.
 *
 * What it finds appears in a list as it comes; each check has a time-out of its own, so that a run
 * ends within a minute whatever hangs.
 *
 * Property `running`.
 */
#define DESK_TYPE_DOCTOR (desk_doctor_get_type ())

G_DECLARE_FINAL_TYPE (DeskDoctor, desk_doctor, DESK, DOCTOR, GObject)

/* Without the rest of the flows, for a terminal. @server nullable: nothing is said of it. @trust
 * nullable: a PEM file of root certificates. NULL with %G_IO_ERROR_INVALID_ARGUMENT if @server is
 * no "https://host[:port]". */
DeskDoctor *
desk_doctor_new (DeskKeySettings *settings, const char *server, const char *trust, GError **error);

/* Looks at everything afresh; a run that is under way ends as if it were cancelled. */
void desk_doctor_run_async (DeskDoctor *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* FALSE only if it was cancelled: what did not come then says so in the list. */
gboolean desk_doctor_run_finish (DeskDoctor *self, GAsyncResult *result, GError **error);

/* Ends a run; drops the drivers' processes. */
void desk_doctor_stop (DeskDoctor *self);

gboolean desk_doctor_get_running (DeskDoctor *self);

/* DeskDoctorCheck by subject, what is worst first within one; the same object for all runs, empty
 * before the first. Borrowed. */
GListModel *desk_doctor_get_checks (DeskDoctor *self);

/* How many findings are as bad as @severity. */
guint desk_doctor_count (DeskDoctor *self, DeskKeySeverity severity);

/* "发现 1 个问题", "一切正常": one sentence, without a full stop. Caller frees. */
char *desk_doctor_dup_summary (DeskDoctor *self);

/* What to send to a help desk: version, system, findings; plain text in the user's language,
 * redacted. Caller frees. */
char *desk_doctor_dup_report (DeskDoctor *self);

G_END_DECLS
