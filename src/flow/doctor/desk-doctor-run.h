/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-doctor-context.h"

G_BEGIN_DECLS

/**
 * DeskDoctorRun:
 *
 * One run of the doctor: which check waits for which, how long each may take, and what it leaves in
 * the list. Counted.
 */
typedef struct _DeskDoctorRun DeskDoctorRun;

typedef void (*DeskDoctorRunDoneFunc) (gpointer user_data);

/* Fills @checks (GListStore of DeskDoctorCheck) and starts. @time_out_ms 0: each check has its own.
 * @done is called once, unless it is stopped before. */
DeskDoctorRun *desk_doctor_run_new (DeskDoctorContext *context,
                                    GListStore *checks,
                                    guint time_out_ms,
                                    DeskDoctorRunDoneFunc done,
                                    gpointer user_data);

/* What is not there yet will not come: the list says so. Does nothing after the end. */
void desk_doctor_run_stop (DeskDoctorRun *self);

void desk_doctor_run_unref (DeskDoctorRun *self);

G_END_DECLS
