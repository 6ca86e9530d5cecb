/* SPDX-FileCopyrightText: 2026 The CertDesk authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A device at the USB that is a card reader by its class, or a Ukey by its numbers. */
typedef struct {
  guint vendor;
  guint product;
  gboolean is_reader; /* has an interface of class 0x0b: a driver for every one is in the system */
  const char *maker;  /* static, nullable: whose Ukey it is known to be */
} DeskUsbDevice;

/* New GPtrArray of DeskUsbDevice; NULL if this system does not show its devices as files. @sysfs:
 * "/sys". Reads files: not on the main thread. */
GPtrArray *desk_usb_devices_list (const char *sysfs);

G_END_DECLS
