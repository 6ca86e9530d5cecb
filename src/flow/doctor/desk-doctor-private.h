/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desk-api.h"
#include "desk-clock.h"
#include "desk-doctor.h"
#include "desk-trust.h"

G_BEGIN_DECLS

/* What the doctor looks at. All are referenced or copied; NULL members but the first two mean the
 * system's own, or that there is none. */
typedef struct {
  DeskKeySettings *settings;
  DeskClock *clock;
  DeskApi *api;             /* NULL: no server is known */
  DeskTrust *trust;         /* NULL: no root is known */
  GProxyResolver *resolver; /* NULL: the system's */
  const char *sysfs;        /* NULL: "/sys" */
  const char *root;         /* NULL: "/" */
  guint time_out_ms;        /* of every check; 0: each its own */
} DeskDoctorConfig;

DeskDoctor *desk_doctor_new_with (const DeskDoctorConfig *config);

G_END_DECLS
