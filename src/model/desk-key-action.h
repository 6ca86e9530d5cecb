/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How bad a state of a key is, and what is offered about it. */

typedef enum {
  DESK_KEY_SEVERITY_GOOD,
  DESK_KEY_SEVERITY_NOTE,    /* nothing is wrong: plug in, wait, choose */
  DESK_KEY_SEVERITY_WARNING, /* works, but not for long or not safely */
  DESK_KEY_SEVERITY_PROBLEM,
} DeskKeySeverity;

/* What a button beside the sentence does. */
typedef enum {
  DESK_KEY_ACTION_NONE,
  DESK_KEY_ACTION_RETRY,         /* 重新检测 */
  DESK_KEY_ACTION_DOCTOR,        /* 检测 Ukey */
  DESK_KEY_ACTION_CHOOSE_MODULE, /* 选择驱动 */
  DESK_KEY_ACTION_CHOOSE_KEY,
  DESK_KEY_ACTION_SET_PIN,
  DESK_KEY_ACTION_CHANGE_PIN,
  DESK_KEY_ACTION_UNBLOCK_PIN,
  DESK_KEY_ACTION_SHOW_CERTIFICATE,
} DeskKeyAction;

G_END_DECLS
