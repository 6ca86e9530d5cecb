/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api-probe.h"
#include "desk-clock.h"
#include "desk-doctor-check.h"
#include "desk-key-settings.h"
#include "desk-trust.h"
#include "desk-ukey.h"

G_BEGIN_DECLS

/* One driver, and what was learnt of it. */
typedef struct {
  char *name;                       /* owned: "OpenSC" */
  DeskUkeyModule *module;           /* owned */
  gboolean in_use;                  /* switched on: only then it is loaded */
  DeskKeyState file_state;          /* READING: not looked at yet */
  char *file_detail;                /* owned, nullable */
  DeskUkey *ukey;                   /* owned, nullable: not loaded */
  DeskUkeyDescription *description; /* owned, nullable: no answer yet */
  DeskUkeyScan *scan;               /* owned, nullable: likewise */
} DeskDoctorDriver;

/**
 * DeskDoctorContext:
 *
 * What the checks of one run are given and what they leave for those that come after them. Every
 * check may find what it looks for missing, because the one before it failed or was too slow.
 * Counted, main thread.
 */
typedef struct {
  /* Given; all owned */
  DeskApi *api; /* nullable: no server is known */
  DeskClock *clock;
  DeskTrust *trust; /* nullable: no root is known */
  GProxyResolver *resolver;
  char *sysfs; /* "/sys" */
  char *root;  /* "/": where the system's programs are */

  /* Found */
  DeskUkey *asker;          /* owned, nullable; asks the PC/SC service */
  DeskUkeyService *service; /* owned, nullable */
  GPtrArray *drivers;       /* owned, of DeskDoctorDriver; never NULL */
  DeskApiProbe *probe;      /* owned, nullable */
  gint64 probed_us;         /* of the clock, when the answer came */
} DeskDoctorContext;

DeskDoctorContext *desk_doctor_context_new (DeskClock *clock, DeskKeySettings *settings);
DeskDoctorContext *desk_doctor_context_ref (DeskDoctorContext *self);
void desk_doctor_context_unref (DeskDoctorContext *self);

/* Ends the drivers' processes; before the last unref. */
void desk_doctor_context_close (DeskDoctorContext *self);

/* How many keys the drivers that answered see. */
guint desk_doctor_context_count_tokens (DeskDoctorContext *self);

/* A new task of a check that leaves its findings (GPtrArray of DeskDoctorCheck, at least one).
 * Its data is @self. */
GTask *desk_doctor_context_new_task (DeskDoctorContext *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

DeskDoctorContext *desk_doctor_context_of (GTask *task); /* borrowed */

/* Ends @task with one finding, which is taken. */
void desk_doctor_context_return (GTask *task, DeskDoctorCheck *check);

/* Likewise with what @findings holds, taken. */
void desk_doctor_context_return_all (GTask *task, GPtrArray *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeskDoctorContext, desk_doctor_context_unref)

G_END_DECLS
