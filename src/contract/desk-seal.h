/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Diameter of a contract seal: domain.md 6.2, 合同专用章, 38-40 mm. In points. */
#define DESK_SEAL_DIAMETER (40.0 / 25.4 * 72.0)

/* The drawing operators of a round red seal with @name on the arc, a star and @kind ("合同专用章")
 * below it, for a form whose box is [0 0 DESK_SEAL_DIAMETER DESK_SEAL_DIAMETER]. Outlines only: it
 * needs no font, and is crisp at every size. */
char *desk_seal_create_operators (const char *name, const char *kind);

G_END_DECLS
